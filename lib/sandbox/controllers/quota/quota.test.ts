import { expect, test } from 'vitest';
import { deploymentOf, podOf, startTestCluster } from '../testing/test-cluster.ts';

test('a quota shows what its namespace uses, and follows it', () => {
  const cluster = startTestCluster();
  const hard = {
    pods: '10',
    'requests.cpu': '2',
    'limits.memory': '1Gi',
    'count/deployments.apps': '5',
    secrets: '3',
  };
  cluster.store.create('resourcequotas', {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'small', namespace: 'default' },
    spec: { hard },
  });
  cluster.create('deployments.apps', deploymentOf('web', 'nginx:1', { replicas: 2 }));
  const resources = { requests: { cpu: '250m' }, limits: { memory: '512Mi' } };
  cluster.create(
    'pods',
    podOf('big', 'nginx:1', { containers: [{ name: 'c', image: 'nginx:1', resources }] }),
  );
  cluster.create('pods', podOf('done', 'tool:1', { restartPolicy: 'Never' }));
  cluster.clock.advance(5000);
  const used = () => cluster.store.get('resourcequotas', 'default', 'small')?.status;
  // A pod that has ended counts no more.
  expect(used()).toEqual({
    hard,
    used: {
      pods: '3',
      'requests.cpu': '250m',
      'limits.memory': '512Mi',
      'count/deployments.apps': '1',
      secrets: '0',
    },
  });
  cluster.store.delete('deployments.apps', 'default', 'web');
  cluster.clock.advance(3000);
  expect(used()).toMatchObject({ used: { pods: '1', 'count/deployments.apps': '0' } });
});
