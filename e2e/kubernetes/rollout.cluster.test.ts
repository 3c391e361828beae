import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  annotationOf,
  imagesOf,
  kubernetesOperations,
  type ObjectRef,
  podTemplateOf,
  replicasOf,
  textAt,
} from '#lib/kubernetes/index.ts';
import { configMap, deployment, images, replicaSet, service, statefulSet } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled, until } from './testing/open-cluster.ts';

const operations = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

async function deployed(
  ...versions: ReturnType<typeof deployment>[]
): Promise<{ ref: ObjectRef; namespace: string }> {
  const namespace = await cluster.namespace();
  const [first] = versions;
  const ref = { kind: first?.kind ?? '', namespace, name: first?.metadata.name ?? '' };
  for (const manifest of versions) {
    await operations.deployManifests({
      client: cluster.client,
      manifests: [manifest],
      moniker,
      defaultNamespace: namespace,
    });
    await settled(cluster.client, [ref]);
  }
  return { ref, namespace };
}

const imageOf = async (ref: ObjectRef) => {
  const live = await cluster.client.get(ref);
  return live && imagesOf(live)[0];
};

describe('scale', () => {
  test('changes the replicas and becomes stable', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const { ref } = await deployed(deployment('web', { replicas: 1 }));
    const output = await operations.scaleManifest({ client, ref, replicas: 3 });
    expect(replicasOf(output.manifest)).toBe(3);
    expect((await settled(client, [ref])).state).toBe('stable');
  });

  test('refuses a kind that has no replicas and a number that is none', async () => {
    const { client } = cluster;
    const ref = { kind: 'daemonSet', namespace: 'default', name: 'x' };
    await expect(operations.scaleManifest({ client, ref, replicas: 1 })).rejects.toThrow(/cannot be scaled/);
    const web = { ...ref, kind: 'deployment' };
    await expect(operations.scaleManifest({ client, ref: web, replicas: -1 })).rejects.toThrow(
      /whole number/,
    );
    await expect(operations.scaleManifest({ client, ref: web, replicas: 1 })).rejects.toThrow(
      /does not exist in account/,
    );
  });
});

describe('undo', () => {
  test('puts the earlier template back once, however often the operation is repeated', {
    timeout: 90_000,
  }, async () => {
    const { client } = cluster;
    const { ref } = await deployed(deployment('web'), deployment('web', { image: images.second }));
    const preview = await operations.previewUndo({ client, ref, numRevisionsBack: 1 });
    expect(preview).toMatchObject({ imagesReturning: [images.first], warnings: [], replicas: 2 });
    expect(preview.diff).toContain(`+          image: ${images.first}`);

    const undo = { client, ref, numRevisionsBack: 1, operationId: 'run/undo' };
    await operations.undoRollout(undo);
    await settled(client, [ref]);
    await operations.undoRollout(undo);
    expect(await imageOf(ref)).toBe(images.first);
    const history = await operations.rolloutHistory({ client, ref });
    expect(history.map((one) => one.images[0])).toEqual([images.first, images.second]);
    expect(history[0]?.isCurrent).toBe(true);
  });

  test('two undos at once end in one of the two revisions they asked for', { timeout: 90_000 }, async () => {
    const { client } = cluster;
    const { ref } = await deployed(
      deployment('web'),
      deployment('web', { image: images.second }),
      deployment('web', { image: images.third }),
    );
    await Promise.all([
      operations.undoRollout({ client, ref, revision: 1, operationId: 'a' }),
      operations
        .undoRollout({ client, ref, revision: 2, operationId: 'b' })
        .catch((error: Error) => expect(error.message).toContain('no longer keeps')),
    ]);
    await settled(client, [ref]);
    expect([images.first, images.second]).toContain(await imageOf(ref));
  });

  test('to a revision that is no longer kept is refused with those that are', {
    timeout: 60_000,
  }, async () => {
    const { client } = cluster;
    const { ref } = await deployed(deployment('web'));
    await expect(operations.undoRollout({ client, ref, revision: 7 })).rejects.toThrow(
      /no longer keeps revision 7. It keeps: 1/,
    );
    await expect(operations.undoRollout({ client, ref, numRevisionsBack: 1 })).rejects.toThrow(
      /cannot go back 1 revision: it keeps 1/,
    );
  });

  test('of a stateful set goes by its controller revisions', { timeout: 90_000 }, async () => {
    const { client } = cluster;
    const { ref } = await deployed(statefulSet('db'), statefulSet('db', images.second));
    await operations.undoRollout({ client, ref, numRevisionsBack: 1, operationId: 'run/undo' });
    await operations.undoRollout({ client, ref, numRevisionsBack: 1, operationId: 'run/undo' });
    expect(await imageOf(ref)).toBe(images.first);
    expect((await settled(client, [ref])).state).toBe('stable');
  });

  test('warns when the config map of the old revision is gone', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const web = (color: string) => [
      deployment('web', { container: { envFrom: [{ configMapRef: { name: 'c' } }] } }),
      configMap('c', { color }),
    ];
    const ref = { kind: 'Deployment', namespace, name: 'web' };
    for (const color of ['red', 'blue']) {
      await operations.deployManifests({
        client,
        manifests: web(color),
        moniker,
        defaultNamespace: namespace,
      });
      await settled(client, [ref]);
    }
    await client.delete({ kind: 'ConfigMap', namespace, name: 'c-v000' });
    const preview = await operations.previewUndo({ client, ref, numRevisionsBack: 1 });
    expect(preview.configsReturning).toEqual(['configMap c-v000']);
    expect(preview.warnings.join()).toContain('configMap c-v000 no longer exists');
  });
});

describe('switches of a rollout', () => {
  test('a restart replaces the pods once, and the next deploy keeps its mark', {
    timeout: 90_000,
  }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    await operations.rollingRestart({ client, ref, operationId: 'run/restart' });
    await operations.rollingRestart({ client, ref, operationId: 'run/restart' });
    await settled(client, [ref]);
    expect(await operations.rolloutHistory({ client, ref })).toHaveLength(2);
    await operations.deployManifests({
      client,
      manifests: [deployment('web')],
      moniker,
      defaultNamespace: namespace,
    });
    const live = await client.get(ref);
    expect(
      live && textAt(podTemplateOf(live), 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'),
    ).toBeDefined();
  });

  test('a paused deployment waits, refuses an undo, and goes on when resumed', {
    timeout: 90_000,
  }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    await operations.pauseRollout({ client, ref });
    await operations.deployManifests({
      client,
      manifests: [deployment('web', { image: images.second })],
      moniker,
      defaultNamespace: namespace,
    });
    const report = await until(async () => {
      const found = await operations.checkStability({ client, refs: [ref] });
      return found.manifests[0]?.status.paused.state ? found : undefined;
    }, 'the deployment to be paused');
    expect(report.state).toBe('waiting');
    await expect(operations.undoRollout({ client, ref, numRevisionsBack: 1 })).rejects.toThrow(
      'is paused: resume it first',
    );
    await operations.resumeRollout({ client, ref });
    expect((await settled(client, [ref])).state).toBe('stable');
    expect(await imageOf(ref)).toBe(images.second);
  });
});

describe('delete', () => {
  test('of an object takes its pods along, and of nothing is no error', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    const first = await operations.deleteManifest({ client, ref, options: { cascading: 'foreground' } });
    expect(first.manifestNamesByNamespace).toEqual({ [namespace]: ['deployment web'] });
    await until(async () => {
      const { items } = await client.list({ kind: 'Pod', namespace });
      const live = await client.get(ref);
      return (items.length === 0 && live === undefined) || undefined;
    }, 'the deployment and its pods to go');
    const second = await operations.deleteManifest({ client, ref });
    expect(second).toMatchObject({ deleted: [], missing: [ref] });
  });

  test('that orphans leaves the replica set running', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const { ref, namespace } = await deployed(deployment('web'));
    await operations.deleteManifest({ client, ref, options: { cascading: 'false' } });
    await until(
      async () => ((await client.get(ref)) === undefined ? true : undefined),
      'the deployment to go',
    );
    expect((await client.list({ kind: 'ReplicaSet', namespace })).items).toHaveLength(1);
  });

  test('by labels takes what they select and nothing else', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    for (const [name, team] of [
      ['one', 'a'],
      ['two', 'a'],
      ['three', 'b'],
    ] as const) {
      await client.create({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace, labels: { team } },
      });
    }
    const input = { client, namespace, kinds: ['configMap'] };
    const outcome = await operations.deleteManifest({
      ...input,
      labelSelectors: [{ kind: 'EQUALS', key: 'team', values: ['a'] }],
    });
    expect(outcome.deleted.map((ref) => ref.name).sort()).toEqual(['one', 'two']);
    await expect(operations.deleteManifest({ ...input, labelSelectors: [] })).rejects.toThrow(
      /everything of the kinds/,
    );
  });
});

describe('patch', () => {
  test('merges strategically and puts artifacts in', async () => {
    const { client } = cluster;
    const { ref } = await deployed(deployment('web', { image: 'registry/web:1' }));
    const output = await operations.patchManifest({
      client,
      ref,
      mergeStrategy: 'strategic',
      patchBody: { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry/web' }] } } } },
      requiredArtifacts: [{ type: 'docker/image', name: 'registry/web', reference: 'registry/web:2' }],
    });
    expect(imagesOf(output.manifest)).toEqual(['registry/web:2']);
    expect(output.boundArtifacts.map((artifact) => artifact.reference)).toEqual(['registry/web:2']);
  });

  test('by JSON Patch is applied once for an operation', async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const ref = { kind: 'Service', namespace, name: 'web' };
    await operations.deployManifests({
      client,
      manifests: [service('web', { app: 'web' })],
      moniker,
      defaultNamespace: namespace,
    });
    const input = {
      client,
      ref,
      operationId: 'run/patch',
      mergeStrategy: 'json' as const,
      patchBody: [{ op: 'add', path: '/spec/ports/-', value: { name: 'more', port: 81 } }],
    };
    await client.patch(ref, {
      type: 'json',
      body: [{ op: 'add', path: '/spec/ports/0/name', value: 'http' }],
    });
    await operations.patchManifest(input);
    const { manifest } = await operations.patchManifest(input);
    expect(JSON.stringify(manifest.spec)).toMatch(/"name":"more"/);
    expect(annotationOf(manifest, 'foredeck.io/operation')).toBe('run/patch');
  });
});

describe('traffic', () => {
  test('is attached at deploy, taken away and given back to pods that run', { timeout: 90_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    const selector = { route: 'front' };
    const manifests = [replicaSet('api', { replicas: 2 }), service('front', selector)];
    await operations.deployManifests({
      client,
      manifests,
      moniker,
      defaultNamespace: namespace,
      services: ['service front'],
      enableTraffic: true,
    });
    const ref = { kind: 'ReplicaSet', namespace, name: 'api-v000' };
    await settled(client, [ref]);
    const routed = async () =>
      (await client.list({ kind: 'Pod', namespace, labelSelector: 'route=front' })).items.length;
    expect(await routed()).toBe(2);
    await operations.disableManifest({ client, ref });
    expect(await routed()).toBe(0);
    await operations.disableManifest({ client, ref });
    await operations.enableManifest({ client, ref });
    expect(await routed()).toBe(2);
    expect((await settled(client, [ref])).state).toBe('stable');
  });

  test('from a service that is not there is refused before any write', async () => {
    const namespace = await cluster.namespace();
    const deploying = operations.deployManifests({
      client: cluster.client,
      manifests: [replicaSet('api')],
      moniker,
      defaultNamespace: namespace,
      services: ['service nowhere'],
      enableTraffic: true,
    });
    await expect(deploying).rejects.toThrow(/there is no such service/);
  });
});

describe('a target found by a rule', () => {
  test('is the newest, the one before it, or the largest of its cluster', { timeout: 60_000 }, async () => {
    const { client } = cluster;
    const namespace = await cluster.namespace();
    for (const replicas of [1, 3, 2]) {
      await operations.deployManifests({
        client,
        manifests: [replicaSet('api', { replicas })],
        moniker,
        defaultNamespace: namespace,
      });
    }
    const find = (
      criteria: 'newest' | 'second_newest' | 'oldest' | 'largest' | 'smallest',
      cluster_ = 'replicaSet api',
    ) =>
      operations.resolveTarget({
        client,
        namespace,
        kind: 'replicaSet',
        application: 'suite',
        cluster: cluster_,
        criteria,
      });
    const names = await Promise.all(
      (['newest', 'second_newest', 'oldest', 'largest', 'smallest'] as const).map((one) => find(one)),
    );
    expect(names.map((ref) => ref.name)).toEqual([
      'api-v002',
      'api-v001',
      'api-v000',
      'api-v001',
      'api-v000',
    ]);
    await expect(find('newest', 'replicaSet other')).rejects.toThrow(
      /No replicaSet of the cluster "replicaSet other"/,
    );
  });
});
