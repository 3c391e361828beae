import { spawn } from 'node:child_process';
import { startCluster } from './cluster.ts';

// run.ts [--simulated N | --node] -- COMMAND...: runs COMMAND with KUBECONFIG of a real cluster, which is started for it
// unless KUBECONFIG is set already. Ends with the command's exit code, or 0 where this machine cannot have a cluster.
const args = process.argv.slice(2);
const split = args.indexOf('--');
const options = split < 0 ? [] : args.slice(0, split);
const [command, ...rest] = split < 0 ? args : args.slice(split + 1);
if (!command) throw new Error('usage: run.ts [--simulated N | --node] -- COMMAND...');

const simulated = Number(options[options.indexOf('--simulated') + 1] ?? 3);
const given = process.env.KUBECONFIG;
const cluster = given
  ? { kubeconfig: given, stop: async () => {} }
  : await startCluster(options.includes('--node') ? { node: true } : { simulated });

if (cluster) {
  const child = spawn(command, rest, {
    stdio: 'inherit',
    env: { ...process.env, KUBECONFIG: cluster.kubeconfig },
  });
  // The child gets Ctrl-C from the terminal itself; we stay to stop the cluster.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
  await cluster.stop();
}
