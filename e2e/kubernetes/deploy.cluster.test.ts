import { afterAll, beforeAll, expect, test } from 'vitest';
import { kubernetesOperations, textAt, valueAt } from '#lib/kubernetes/index.ts';
import { configMap, deployment } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster } from './testing/open-cluster.ts';

const { deployManifests, checkStability } = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

test('a namespace and what lives in it are deployed together', async () => {
  const { client } = cluster;
  const name = `${await cluster.namespace()}-more`;
  const manifests = [deployment('web'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }];
  const output = await deployManifests({ client, manifests, moniker, namespaceOverride: name });
  expect(output.manifestNamesByNamespace).toEqual({ '': [`namespace ${name}`], [name]: ['deployment web'] });
  const report = await checkStability({
    client,
    refs: [{ kind: 'Deployment', namespace: name, name: 'web' }],
    diagnose: false,
  });
  expect(['waiting', 'stable']).toContain(report.state);
  await client.delete({ kind: 'Namespace', name });
});

test('a kind and an object of it are deployed together', { timeout: 30_000 }, async () => {
  const { client } = cluster;
  const group = `${await cluster.namespace()}.example.com`;
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
  const namespace = await cluster.namespace();
  const widget = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w' }, spec: { size: 3 } };
  const output = await deployManifests({
    client,
    manifests: [widget, definition],
    moniker,
    defaultNamespace: namespace,
  });
  expect(output.manifestNamesByNamespace[namespace]).toEqual([`Widget.${group} w`]);
  const live = await client.get({ apiVersion: `${group}/v1`, kind: 'Widget', namespace, name: 'w' });
  expect(valueAt(live, 'spec', 'size')).toBe(3);
  expect(textAt(live, 'metadata', 'annotations', 'moniker.spinnaker.io/application')).toBe('suite');
  await client.delete({ kind: 'CustomResourceDefinition', name: `widgets.${group}` });
});

test('an object that is still being deleted is waited for and made anew', { timeout: 60_000 }, async () => {
  const { client } = cluster;
  const namespace = await cluster.namespace();
  const ref = { kind: 'ConfigMap', namespace, name: 'held' };
  const metadata = { name: 'held', namespace, finalizers: ['foredeck.test/hold'] };
  const held = await client.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'old' } });
  await client.delete(ref);
  const manifest = configMap('held', { a: 'new' }, { 'strategy.spinnaker.io/versioned': 'false' });
  const deploying = deployManifests({ client, manifests: [manifest], moniker, defaultNamespace: namespace });
  setTimeout(() => void client.patch(ref, { type: 'merge', body: { metadata: { finalizers: null } } }), 500);
  await deploying;
  const live = await client.get(ref);
  expect(live?.metadata.uid).not.toBe(held.metadata.uid);
  expect(valueAt(live, 'data', 'a')).toBe('new');
});

test('recreate deletes the object and makes it anew, once for an operation', {
  timeout: 60_000,
}, async () => {
  const { client } = cluster;
  const namespace = await cluster.namespace();
  const manifest = configMap(
    'plain',
    { a: '1' },
    { 'strategy.spinnaker.io/recreate': 'true', 'strategy.spinnaker.io/versioned': 'false' },
  );
  const deploy = async (operationId: string) => {
    await deployManifests({
      client,
      manifests: [manifest],
      moniker,
      defaultNamespace: namespace,
      operationId,
    });
    return (await client.get({ kind: 'ConfigMap', namespace, name: 'plain' }))?.metadata.uid;
  };
  const first = await deploy('one');
  expect(await deploy('one')).toBe(first);
  expect(await deploy('two')).not.toBe(first);
});
