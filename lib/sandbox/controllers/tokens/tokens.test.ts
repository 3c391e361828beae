import { expect, test } from 'vitest';
import { readToken } from '../../api/authorization/tokens.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function askFor(cluster: TestCluster, account: string): void {
  cluster.store.create('secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'robot-token',
      namespace: 'default',
      annotations: { 'kubernetes.io/service-account.name': account },
    },
    type: 'kubernetes.io/service-account-token',
  });
  cluster.clock.advance(500);
}
const secretOf = (cluster: TestCluster) => cluster.store.get('secrets', 'default', 'robot-token');

test('a secret that asks for the token of an account gets one that the server knows', () => {
  const cluster = startTestCluster();
  const metadata = { name: 'robot', namespace: 'default' };
  const account = cluster.store.create('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
  });
  askFor(cluster, 'robot');
  const secret = secretOf(cluster);
  expect(secret?.metadata.annotations?.['kubernetes.io/service-account.uid']).toBe(account.metadata.uid);
  const { token = '' } = (secret?.data ?? {}) as Record<string, string>;
  const user = readToken(Buffer.from(token, 'base64').toString(), cluster.store.now());
  expect(user?.name).toBe('system:serviceaccount:default:robot');
});

test('a secret of an account that is not there is removed, and so it is when the account goes', () => {
  const cluster = startTestCluster();
  askFor(cluster, 'nobody');
  expect(secretOf(cluster)).toBeUndefined();
  const metadata = { name: 'robot', namespace: 'default' };
  cluster.store.create('serviceaccounts', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  askFor(cluster, 'robot');
  cluster.store.delete('serviceaccounts', 'default', 'robot');
  cluster.clock.advance(500);
  expect(secretOf(cluster)).toBeUndefined();
});
