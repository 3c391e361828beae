import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '#lib/accounts/index.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { fleet } from '#lib/fleet/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { type KubernetesObject, kubernetesOperations } from '#lib/kubernetes/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { newId } from '#lib/platform/ids.ts';
import { type Sandbox, startSandbox } from '#lib/sandbox/index.ts';
import { previewStage } from './index.ts';

useTestDatabase();
const system = systemContext('test');
let sandbox: Sandbox;

const widgets: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
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

beforeAll(async () => {
  sandbox = await startSandbox();
  const config = {
    name: 'staging',
    credentials: { source: 'inline', kubeconfig: sandbox.kubeconfig },
    isProduction: true,
    namespaces: ['staging'],
    customResources: [{ kubernetesKind: 'Widget.example.com', versioned: true }],
    permissions: { READ: ['web'], WRITE: ['web'] },
  };
  await createAccount(system, AccountConfig.parse(config));
  await createApplication(system, CreateApplication.parse({ name: 'shop' }));
  const { client } = (await fleet()).member('staging');
  await client.apply(widgets);
});
afterAll(async () => {
  await (await fleet()).stop();
  await sandbox.stop();
});

const deployment = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } },
  },
});

/** A run that waits in a judgment, with a deploy behind it. */
async function waitingRun(
  deploy: Record<string, unknown>,
  trigger: object = {},
): Promise<{ run: string; judgment: string }> {
  const run = newId();
  const judgment = newId();
  const stages = [
    { id: judgment, refId: '1', type: 'manualJudgment', requisites: [], config: {} },
    {
      id: newId(),
      refId: '2',
      type: 'deployManifest',
      requisites: ['1'],
      config: { account: 'staging', namespaceOverride: 'staging', source: 'text', ...deploy },
    },
  ];
  await database().execution.create({
    data: {
      id: run,
      rootId: run,
      type: 'PIPELINE',
      application: 'shop',
      name: 'deploy',
      user: 'ana',
      status: 'RUNNING',
      body: { create: { definition: {}, trigger, authentication: {} } },
      stages: {
        create: stages.map(({ config, ...stage }, position) => ({
          ...stage,
          position,
          name: stage.type,
          status: position === 0 ? 'RUNNING' : 'NOT_STARTED',
          data: { create: { executionId: run, config, context: {} } },
        })),
      },
    },
  });
  return { run, judgment };
}

async function previewOf(deploy: Record<string, unknown>, trigger?: object) {
  const { run, judgment } = await waitingRun(deploy, trigger);
  const { deployments } = await previewStage(system, run, judgment);
  expect(deployments).toHaveLength(1);
  return deployments[0];
}

test('a preview shows what the deploy behind a judgment would change, and binds the artifacts of the run', async () => {
  const artifacts = [{ type: 'docker/image', name: 'registry/web', reference: 'registry/web:7' }];
  const preview = await previewOf({ manifests: [deployment('registry/web')] }, { artifacts });
  expect(preview).toMatchObject({ account: 'staging', isProduction: true, problems: [] });
  expect(preview?.counts).toMatchObject({ created: 1 });
  expect(preview?.manifests[0]?.diff).toContain('image: registry/web:7');
  const { client } = (await fleet()).member('staging');
  expect(await client.get({ kind: 'Deployment', namespace: 'staging', name: 'web' })).toBeUndefined();
});

test('an artifact that must be used and was not found yet is named', async () => {
  const preview = await previewOf({ manifests: [deployment('web')], requiredArtifactIds: ['the-image'] });
  expect(preview?.problems).toEqual([expect.stringContaining('the-image')]);
});

test('what the account says of kinds of its own holds in the preview', async () => {
  const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } };
  const preview = await previewOf({ manifests: [widget] });
  expect(preview?.problems).toEqual([]);
  expect(preview?.manifests[0]?.manifestName).toMatch(/ w-v000$/);
});

test('the traffic of a preview is attached as the deploy would', async () => {
  const replicaSet = { ...deployment('web'), kind: 'ReplicaSet' };
  const trafficManagement = {
    enabled: true,
    options: { services: ['service nowhere'], enableTraffic: true },
  };
  const preview = await previewOf({ manifests: [replicaSet], trafficManagement });
  expect(preview?.problems.join()).toMatch(/there is no such service/);
});

test('a strategy names what it would do to the server group before', async () => {
  const { client } = (await fleet()).member('staging');
  const replicaSet = { ...deployment('web:1'), kind: 'ReplicaSet' };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'front' },
    spec: { selector: { route: 'front' }, ports: [{ port: 80 }] },
  };
  await kubernetesOperations.deployManifests({
    client,
    manifests: [service, replicaSet],
    moniker: { app: 'shop' },
    namespaceOverride: 'staging',
  });
  const options = { services: ['service front'], enableTraffic: true, strategy: 'highlander' };
  const preview = await previewOf({
    manifests: [{ ...deployment('web:2'), kind: 'ReplicaSet' }],
    trafficManagement: { enabled: true, options },
  });
  expect(preview?.afterwards).toEqual([
    'take the traffic from replicaSet web-v000',
    'delete replicaSet web-v000',
  ]);
});

test('what the account forbids and what cannot be read is told as a problem, not as an error', async () => {
  const forbidden = await previewOf({ manifests: [deployment('web')], namespaceOverride: 'kube-system' });
  expect(forbidden?.problems.join()).toMatch(/may not use the namespace "kube-system"/);
  const unreadable = await previewOf({ manifests: 'a: [' });
  expect(unreadable?.problems.join()).toMatch(/cannot be read/);
  const nowhere = await previewOf({ manifests: [deployment('web')], account: 'nowhere' });
  expect(nowhere?.problems).toEqual(['There is no account nowhere.']);
});

test('who may not see the application learns nothing', async () => {
  const stranger = (await addPerson('ben')).ctx;
  await createApplication(
    system,
    CreateApplication.parse({ name: 'closed', permissions: { READ: ['x'], WRITE: ['x'], EXECUTE: ['x'] } }),
  );
  const { run, judgment } = await waitingRun({ manifests: [deployment('web')] });
  await database().execution.update({ where: { id: run }, data: { application: 'closed' } });
  await expect(previewStage(stranger, run, judgment)).rejects.toThrow('There is no such run');
});
