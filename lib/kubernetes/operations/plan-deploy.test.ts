import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { imagesOf, replicasOf } from '../manifests/readers.ts';
import { type PlanInput, planDeploy, type Surroundings } from './plan-deploy.ts';

const around: Surroundings = {
  account: 'main',
  isNamespaced: async (object) => object.kind !== 'Namespace',
  live: async () => undefined,
  sameKind: async () => [],
};

const plan = (
  manifests: KubernetesObject[],
  more: Partial<PlanInput> = {},
  cluster: Partial<Surroundings> = {},
) => planDeploy({ manifests, moniker: { app: 'shop' }, ...more }, { ...around, ...cluster });

function deployment(image: string, name = 'web'): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 2,
      template: { metadata: { labels: {} }, spec: { containers: [{ name: 'c', image }] } },
    },
  };
}

const replicaSet = (annotations: Record<string, string> = {}): KubernetesObject => ({
  ...deployment('web:1'),
  kind: 'ReplicaSet',
  metadata: { name: 'web', annotations },
});
const service = (selector: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'front', namespace: 'default' },
  spec: { selector },
});

describe('a plan', () => {
  test('puts namespaced objects where the stage says and leaves the others alone', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n', namespace: 'wrong' } };
    const { manifests } = await plan([deployment('a'), namespace], { namespaceOverride: 'shop' });
    expect(manifests.map(({ manifest }) => [manifest.kind, manifest.metadata.namespace])).toEqual([
      ['Namespace', undefined],
      ['Deployment', 'shop'],
    ]);
  });

  test('prefers the config map made here to an older one in scope', async () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: {} };
    const web = deployment('web:1');
    web.spec = { template: { spec: { containers: [], volumes: [{ name: 'v', configMap: { name: 'c' } }] } } };
    const old = {
      type: 'kubernetes/configMap',
      name: 'c',
      location: 'default',
      version: 'v009',
      reference: 'c-v009',
    };
    const { bound } = await plan([web, config], { optionalArtifacts: [old] });
    expect(bound.map((artifact) => artifact.reference)).toEqual(['c-v000']);
  });

  test('takes a required image before an optional one of the same name', async () => {
    const image = (tag: string) => ({ type: 'docker/image', name: 'repo/web', reference: `repo/web:${tag}` });
    const { manifests } = await plan([deployment('repo/web:old')], {
      requiredArtifacts: [image('required')],
      optionalArtifacts: [image('optional')],
    });
    expect(manifests.map(({ manifest }) => imagesOf(manifest))).toEqual([['repo/web:required']]);
  });

  test('keeps the replicas that run now where the manifest asks for it', async () => {
    const asking = replicaSet({
      'strategy.spinnaker.io/use-source-capacity': 'true',
      'strategy.spinnaker.io/versioned': 'false',
    });
    const { manifests } = await plan(
      [asking],
      {},
      { live: async () => ({ ...replicaSet(), spec: { replicas: 9 } }) },
    );
    expect(manifests.map(({ manifest }) => replicasOf(manifest))).toEqual([9]);
  });

  test('does not touch the manifests it was given', async () => {
    const given = deployment('web:1');
    const before = JSON.stringify(given);
    await plan([given], {
      namespaceOverride: 'n',
      optionalArtifacts: [{ type: 'docker/image', name: 'web', reference: 'web:2' }],
    });
    expect(JSON.stringify(given)).toBe(before);
  });
});

describe('traffic at deploy', () => {
  const attach = { services: ['service front'], enableTraffic: true };

  test("puts the service's labels on the pods", async () => {
    const { manifests } = await plan([replicaSet()], attach, {
      live: async () => service({ route: 'front' }),
    });
    expect(JSON.stringify(manifests[0]?.manifest.spec)).toContain('"route":"front"');
  });

  test.each([
    ['a service that selects nothing', [replicaSet()], service({}), /selects nothing/],
    ['a service that is not there', [replicaSet()], undefined, /no such service/],
    [
      'a label that the pods carry already',
      [withLabel('route')],
      service({ route: 'front' }),
      /already carries the label route/,
    ],
    [
      'something that is no service',
      [replicaSet({ 'traffic.spinnaker.io/load-balancers': '["deployment front"]' })],
      undefined,
      /cannot balance load/,
    ],
  ])('is refused for %s', async (_, manifests, found, message) => {
    const services = message.source.includes('balance') ? [] : attach.services;
    await expect(plan(manifests, { ...attach, services }, { live: async () => found })).rejects.toThrow(
      message,
    );
  });

  function withLabel(name: string): KubernetesObject {
    return {
      ...replicaSet(),
      spec: { template: { metadata: { labels: { [name]: 'mine' } }, spec: { containers: [] } } },
    };
  }
});

test('red/black with a history of one is refused: there would be nothing to go back to', async () => {
  const short = replicaSet({ 'strategy.spinnaker.io/max-version-history': '1' });
  await expect(plan([short], { strategy: 'redblack' })).rejects.toThrow(/must be at least 2/);
});

test('kinds that nobody described come last; an account may say otherwise', async () => {
  const rollout = { apiVersion: 'argoproj.io/v1', kind: 'Rollout', metadata: { name: 'r' } };
  const names = async (more: Partial<PlanInput>) =>
    (await plan([rollout, deployment('a')], more)).manifests.map(({ manifest }) => manifest.metadata.name);
  expect(await names({})).toEqual(['web', 'r']);
  const described = {
    kubernetesKind: 'Rollout.argoproj.io',
    spinnakerKind: 'serverGroups',
    deployPriority: 60,
    versioned: true,
    namespaced: true,
  };
  expect(await names({ customResources: [described] })).toEqual(['r-v000', 'web']);
});
