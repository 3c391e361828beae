import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  import { leaveOutModels } from './bin/leave-out-models.ts';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  leaveOutModels();
  const { loadKubeconfig } = await import('#lib/kubernetes/client/load-kubeconfig.ts');
  const { openConnection } = await import('#lib/kubernetes/client/connection.ts');
  const kubeconfig = JSON.stringify({
    'current-context': 'c',
    clusters: [{ name: 'c', cluster: { server: 'https://cluster.example' } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    users: [{ name: 'u', user: { token: 'secret' } }],
  });
  const connection = openConnection(loadKubeconfig({ source: 'inline', kubeconfig }));
  const headers = await connection.headers();
  console.log(JSON.stringify({ headers, models: loaded.filter((url) => url.includes('/gen/models/')).length }));
`;

test('a cluster is reached without the models of the Kubernetes client', () => {
  const cwd = join(import.meta.dirname, '..');
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { headers, models } = JSON.parse(stdout);
  expect(JSON.stringify(headers)).toContain('Bearer secret');
  expect(models).toBe(0);
});
