import { createAccount } from '#lib/accounts/index.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { systemContext } from '#lib/auth/index.ts';
import { addPerson, addSession, bearerOf, cookieOf } from '#lib/auth/testing/people.ts';
import { fleet } from '#lib/fleet/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import type { KubernetesObject } from '#lib/kubernetes/index.ts';
import { createTeam } from '#lib/people/index.ts';
import { createPipeline, startPipeline } from '#lib/pipelines/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { startSandbox } from '#lib/sandbox/index.ts';

const system = systemContext('test');
const PAST = new Date(Date.now() - 1000);
const PERMISSIONS = { READ: ['readers'], WRITE: ['writers'], EXECUTE: ['executors'] };

export type ActorName =
  | 'anonymous'
  | 'revoked session'
  | 'expired session'
  | 'revoked token'
  | 'expired token'
  | 'forged token'
  | 'deactivated'
  | 'without rights'
  | 'other team'
  | 'reader'
  | 'writer'
  | 'executor'
  | 'operator'
  | 'admin';

export interface PermissionWorld {
  actors: { name: ActorName; headers: Record<string, string> }[];
  /** Path parameters of each route, by its contract's path. */
  paramsOf(operationId: string, path: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * An application, an account of a real sandbox, a pipeline and a run, all restricted to teams; and everybody who may knock:
 * half of them with a session, half with an API token, so that both ways in are tried.
 */
export async function permissionWorld(): Promise<PermissionWorld> {
  const actors = await everybody();
  const sandbox = await startSandbox({ controllers: false });
  await addApplication('shop');
  await addApplication('vault', { READ: ['others'], WRITE: ['others'], EXECUTE: ['others'] });
  await createAccount(system, accountNamed('prod', { source: 'inline', kubeconfig: sandbox.kubeconfig }));
  await deployWeb();
  const pipelineId = await addPipeline('deploy');
  const executionId = await startRun(pipelineId);
  const stage = await database().stageExecution.findFirstOrThrow({ where: { executionId } });
  const { id: userId } = await addPerson('somebody');
  return {
    actors,
    async paramsOf(operationId, path): Promise<Record<string, string>> {
      const common = { application: 'shop', account: 'prod', namespace: 'default', stage: stage.id };
      // What a call destroys is made anew for every call.
      if (operationId === 'deleteApplication') return { application: await addApplication('shop-old') };
      if (operationId === 'deletePipeline') return { id: await addPipeline(`old ${Math.random()}`) };
      if (operationId === 'deleteTeam') return { id: await addTeam() };
      if (/^(update|delete)Account$/.test(operationId)) return { account: await addSpareAccount() };
      if (operationId === 'deleteExecution') return { id: await startRun(pipelineId) };
      if (path.startsWith('/pipelines')) return { ...common, id: pipelineId, revision: '1' };
      if (path.startsWith('/executions')) return { ...common, id: executionId };
      if (path.startsWith('/users')) return { id: userId };
      if (path.startsWith('/me/tokens')) return { id: await tokenOf(userId) };
      return { ...common, kind: 'Deployment', name: path.includes('/pods/') ? 'web-0' : 'web' };
    },
    async close() {
      await (await fleet()).stop();
      await sandbox.stop();
    },
  };
}

async function everybody(): Promise<PermissionWorld['actors']> {
  const stranger = await addPerson('stranger');
  const other = await addPerson('other', { teams: ['others'] });
  const reader = await addPerson('reader', { teams: ['readers'] });
  const writer = await addPerson('writer', { teams: ['readers', 'writers'] });
  const executor = await addPerson('executor', { teams: ['readers', 'executors'] });
  const operator = await addPerson('operator', { teams: ['readers', 'writers', 'executors'] });
  const admin = await addPerson('root', { admin: true });
  const gone = await addPerson('gone', { admin: true });
  await database().user.update({ where: { id: gone.id }, data: { active: false } });
  const headers: Record<ActorName, Record<string, string>> = {
    anonymous: {},
    'revoked session': await cookieOf(await addSession(admin.id, { revokedAt: PAST })),
    'expired session': await cookieOf(await addSession(admin.id, { expiresAt: PAST })),
    'revoked token': await bearerOf(admin.id, { revokedAt: PAST }),
    'expired token': await bearerOf(admin.id, { expiresAt: PAST }),
    'forged token': { authorization: 'Bearer fdk_nobody-made-this' },
    deactivated: await cookieOf(gone.sessionId),
    'without rights': await cookieOf(stranger.sessionId),
    'other team': await bearerOf(other.id),
    reader: await cookieOf(reader.sessionId),
    writer: await bearerOf(writer.id),
    executor: await cookieOf(executor.sessionId),
    operator: await bearerOf(operator.id),
    admin: await cookieOf(admin.sessionId),
  };
  return (Object.keys(headers) as ActorName[]).map((name) => ({
    name,
    // An address each, so that none spends another's rate.
    headers: { ...headers[name], 'x-foredeck-peer': name },
  }));
}

async function addApplication(name: string, permissions = PERMISSIONS): Promise<string> {
  await database().application.deleteMany({ where: { name } });
  await createApplication(system, CreateApplication.parse({ name, permissions }));
  return name;
}

async function addPipeline(name: string): Promise<string> {
  const stages = [{ type: 'wait', name: 'wait', refId: '1', requisiteStageRefIds: [], waitTime: 3600 }];
  const { id } = await createPipeline(system, 'shop', { definition: { name, stages }, message: '' });
  return id;
}

async function startRun(pipelineId: string): Promise<string> {
  return (await startPipeline(system, { pipelineId, parameters: {} })).executionId;
}

async function addTeam(): Promise<string> {
  await database().team.deleteMany({ where: { name: 'spare' } });
  return (await createTeam(system, { name: 'spare', description: '' })).id;
}

function accountNamed(name: string, credentials: unknown): AccountConfig {
  return AccountConfig.parse({ name, credentials, permissions: { READ: ['readers'], WRITE: ['writers'] } });
}

async function addSpareAccount(): Promise<string> {
  await database().account.deleteMany({ where: { name: 'spare' } });
  await createAccount(system, accountNamed('spare', { source: 'file', path: '/nowhere/kubeconfig' }));
  return 'spare';
}

async function tokenOf(userId: string): Promise<string> {
  await bearerOf(userId);
  return (await database().apiToken.findFirstOrThrow({ where: { userId }, orderBy: { id: 'desc' } })).id;
}

async function deployWeb(): Promise<void> {
  const { client } = (await fleet()).member('prod');
  const metadata = {
    namespace: 'default',
    labels: { 'app.kubernetes.io/name': 'shop' },
    annotations: { 'moniker.spinnaker.io/application': 'shop' },
  };
  const spec = { containers: [{ name: 'web', image: 'web:1' }] };
  const template = { metadata: { labels: { app: 'web' } }, spec };
  const deployment = await client.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...metadata,
      name: 'web',
      annotations: { ...metadata.annotations, 'deployment.kubernetes.io/revision': '2' },
    },
    spec: { selector: { matchLabels: { app: 'web' } }, template },
  });
  const { uid = '' } = deployment.metadata;
  for (const revision of ['1', '2']) await client.apply(replicaSetOf(uid, revision));
  // No controller makes it here, and a pod needs one.
  await client.apply({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'default' },
  });
  await client.apply({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'web-0' }, spec });
}

/** What a Deployment's controller leaves behind: without an older one there is nothing to go back to. */
function replicaSetOf(uid: string, revision: string): KubernetesObject {
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid, controller: true };
  const labels = { app: 'web', revision };
  const spec = { containers: [{ name: 'web', image: `web:${revision}` }] };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      namespace: 'default',
      name: `web-${revision}`,
      labels,
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ownerReferences: [owner],
    },
    spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
