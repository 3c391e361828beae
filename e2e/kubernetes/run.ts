/**
 * npm run test:cluster: the Kubernetes suite on $KUBECONFIG; without one on a real control plane with simulated nodes,
 * built from Go modules where Go is installed; else on the sandbox.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startCluster } from '../cluster/cluster.ts';

const given = process.env.KUBECONFIG;
const cluster = given ? undefined : await startCluster({ simulated: 3 });
const kubeconfig = given ?? cluster?.kubeconfig;
process.stdout.write(
  `The Kubernetes suite runs on ${given ? '$KUBECONFIG' : cluster ? 'a real control plane' : 'the sandbox'}.\n`,
);
const code = await new Promise<number>((resolve, reject) => {
  const root = join(import.meta.dirname, '../..');
  const args = ['run', '--project', 'cluster', ...process.argv.slice(2)];
  const child = spawn(join(root, 'node_modules/.bin/vitest'), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(kubeconfig ? { KUBECONFIG: kubeconfig } : {}) },
  });
  child.once('error', reject);
  child.once('exit', (exit) => resolve(exit ?? 1));
});
await cluster?.stop();
process.exit(code);
