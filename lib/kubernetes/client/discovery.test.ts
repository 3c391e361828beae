import { expect, test } from 'vitest';
import { createDiscovery } from './discovery.ts';
import type { Transport } from './transport.ts';

/** An old server without aggregated discovery, whose groups may grow. */
function growingCluster() {
  const served = new Set<string>();
  let reads = 0;
  const answer = (path: string) => {
    if (path === '/api') return { kind: 'APIVersions', versions: [] };
    if (path === '/apis') {
      reads += 1;
      const groups = [...served].map((groupVersion) => ({ versions: [{ groupVersion }] }));
      return { kind: 'APIGroupList', groups };
    }
    return { resources: [{ name: 'widgets', kind: 'Widget', namespaced: true, verbs: ['get'] }] };
  };
  const unasked = () => Promise.reject(new Error('discovery only reads JSON'));
  const transport: Transport = {
    send: async ({ path }) => answer(path),
    open: unasked,
    sendText: unasked,
    server: 'https://cluster.example',
  };
  return { transport, served, reads: () => reads };
}

test('a kind that was installed right after the catalogue was read is found', async () => {
  const cluster = growingCluster();
  const discovery = createDiscovery(cluster.transport);
  await discovery.resources();
  cluster.served.add('example.com/v1');
  const found = await discovery.resourceOf({ apiVersion: 'example.com/v1', kind: 'Widget' });
  expect(found).toMatchObject({ resource: 'widgets', namespaced: true });
});

test('kinds that do not exist read the catalogue once for all who ask at a time', async () => {
  const cluster = growingCluster();
  const discovery = createDiscovery(cluster.transport);
  await discovery.resources();
  const asked = ['A', 'B', 'C', 'D'].map((kind) =>
    discovery.resourceOf({ apiVersion: 'x.example/v1', kind }),
  );
  for (const one of await Promise.allSettled(asked)) expect(one.status).toBe('rejected');
  expect(cluster.reads()).toBe(2);
});
