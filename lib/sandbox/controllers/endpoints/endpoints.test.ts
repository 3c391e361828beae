import { expect, test } from 'vitest';
import type { EndpointSlice, Endpoints, Service } from '../objects/network.ts';
import { collection } from '../runtime/collection.ts';
import { deploymentOf, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';

function start(image: string, spec: Partial<Service['spec']> = {}, replicas = 2): TestCluster {
  const cluster = startTestCluster();
  collection<Service>(cluster.store, 'services').create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    spec: {
      clusterIP: '10.96.0.10',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
      ...spec,
    },
  });
  cluster.create('deployments.apps', deploymentOf('web', image, { replicas }));
  cluster.clock.advance(2000);
  return cluster;
}

function endpoints(cluster: TestCluster): Endpoints | undefined {
  return collection<Endpoints>(cluster.store, 'endpoints').get('default', 'web');
}

function slices(cluster: TestCluster): readonly EndpointSlice[] {
  return collection<EndpointSlice>(cluster.store, 'endpointslices.discovery.k8s.io').list('default');
}

test('ready pods are the endpoints of a service, in both shapes', () => {
  const cluster = start('nginx:1');
  expect(endpoints(cluster)?.subsets).toMatchObject([
    {
      addresses: [{ ip: '10.128.0.2' }, { ip: '10.128.32.2' }],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    },
  ]);
  const [slice] = slices(cluster);
  expect(slice?.metadata.labels).toMatchObject({ 'kubernetes.io/service-name': 'web' });
  expect(slice?.endpoints).toHaveLength(2);
  expect(slice?.endpoints?.[0]?.conditions).toEqual({ ready: true, serving: true, terminating: false });
});

test('pods that are not ready are listed as such', () => {
  const cluster = start('nginx:never-ready');
  expect(endpoints(cluster)?.subsets?.[0]).toMatchObject({ notReadyAddresses: [{}, {}] });
  expect(slices(cluster)[0]?.endpoints?.map(({ conditions }) => conditions.ready)).toEqual([false, false]);
});

test('a named port is looked up in each pod', () => {
  const cluster = start('nginx:1', { ports: [{ port: 80, targetPort: 'nowhere' }] });
  expect(endpoints(cluster)?.subsets).toBeUndefined();
});

test('endpoints follow the pods when the deployment shrinks, and go with the service', () => {
  const cluster = start('nginx:1');
  const live = cluster.deployments.get('default', 'web');
  if (live) cluster.deployments.update(live, (now) => ({ ...now, spec: { ...now.spec, replicas: 1 } }));
  cluster.clock.advance(2000);
  expect(slices(cluster)[0]?.endpoints).toHaveLength(1);
  cluster.store.delete('services', 'default', 'web');
  cluster.clock.advance(1000);
  expect(endpoints(cluster)).toBeUndefined();
  expect(slices(cluster)).toEqual([]);
});

test('many endpoints are spread over slices of a hundred', () => {
  const cluster = start('nginx:1', {}, 250);
  cluster.clock.advance(5000);
  expect(slices(cluster).map((slice) => slice.endpoints?.length)).toEqual(
    expect.arrayContaining([100, 100, 50]),
  );
});
