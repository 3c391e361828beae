import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  imagesOf,
  kubernetesOperations,
  type ObjectRef,
  podTemplateOf,
  replicasOf,
  textAt,
} from '#lib/kubernetes/index.ts';
import { deployedOn } from './testing/deployed.ts';
import { configMap, deployment, images, statefulSet } from './testing/manifests.ts';
import { type ClusterUnderTest, openCluster, settled, until } from './testing/open-cluster.ts';

const operations = kubernetesOperations;
const moniker = { app: 'suite' };

let cluster: ClusterUnderTest;
beforeAll(async () => {
  cluster = await openCluster();
}, 60_000);
afterAll(() => cluster.close());

const deployed = (...versions: Parameters<typeof deployedOn>[1][]) => deployedOn(cluster, ...versions);
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
