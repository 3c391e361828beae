import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '#lib/http/openapi/catalogue.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { newId } from '#lib/platform/ids.ts';
import { callRoute } from './testing/call-route.ts';
import { type ActorName, type PermissionWorld, permissionWorld } from './testing/permission-world.ts';

useTestDatabase();

/** Who a route lets through. */
type Need =
  | 'public'
  | 'signed in'
  | 'a session'
  | 'the owner'
  | 'READ'
  | 'WRITE'
  | 'EXECUTE'
  | 'EXECUTE and WRITE of the account'
  | 'admin';

/** Every operation stands here: a new route fails the first test until somebody says who may use it. */
const needs: Record<string, Need> = {
  openApi: 'public',
  me: 'signed in',
  listApplications: 'signed in',
  createApplication: 'signed in',
  getApplication: 'READ',
  updateApplication: 'WRITE',
  deleteApplication: 'WRITE',
  starApplication: 'READ',
  listPipelines: 'READ',
  createPipeline: 'WRITE',
  getPipeline: 'READ',
  savePipeline: 'WRITE',
  deletePipeline: 'WRITE',
  announceEditor: 'READ',
  reorderPipelines: 'WRITE',
  listRevisions: 'READ',
  getRevision: 'READ',
  validatePipeline: 'READ',
  completeExpression: 'READ',
  evaluateExpression: 'READ',
  listExpressionFunctions: 'signed in',
  listExecutions: 'signed in',
  listFreshness: 'signed in',
  recentExecutions: 'READ',
  getExecution: 'READ',
  getExecutionSource: 'READ',
  getStage: 'READ',
  listDeliveries: 'READ',
  previewStage: 'READ',
  startPipeline: 'EXECUTE',
  rerunExecution: 'EXECUTE',
  cancelExecution: 'EXECUTE',
  pauseExecution: 'EXECUTE',
  resumeExecution: 'EXECUTE',
  deleteExecution: 'WRITE',
  restartStage: 'EXECUTE',
  skipStage: 'EXECUTE',
  patchStage: 'EXECUTE',
  judge: 'EXECUTE',
  listApprovals: 'signed in',
  getRetention: 'READ',
  saveRetention: 'WRITE',
  startOperation: 'EXECUTE and WRITE of the account',
  listClusters: 'READ',
  getObject: 'READ',
  listRollouts: 'READ',
  previewUndo: 'READ',
  readPodLogs: 'READ',
  followPodLogs: 'READ',
  listNamespaces: 'READ',
  listManifestNames: 'READ',
  listAccounts: 'signed in',
  createAccount: 'admin',
  getAccount: 'READ',
  updateAccount: 'admin',
  deleteAccount: 'admin',
  testAccount: 'READ',
  testConnection: 'admin',
  listUsers: 'signed in',
  createUser: 'admin',
  updateUser: 'admin',
  listTeams: 'signed in',
  createTeam: 'admin',
  deleteTeam: 'admin',
  listApiTokens: 'signed in',
  createApiToken: 'a session',
  revokeApiToken: 'the owner',
  listAudit: 'admin',
  getExamples: 'signed in',
  removeExamples: 'admin',
};

const permissions = { READ: ['readers'], WRITE: ['writers'], EXECUTE: ['executors'] };
const definition = { name: 'deploy', stages: [] };
const scale = { type: 'scaleManifest', account: 'prod', description: 'Scale', context: {} };
const credentials = { source: 'file', path: '/nowhere/kubeconfig' };

/** Bodies that would be accepted; what is not named here is sent empty. */
const bodies: Record<string, () => unknown> = {
  createApplication: () => ({ name: `app-${Math.random().toString(36).slice(2)}` }),
  updateApplication: () => ({ permissions }),
  starApplication: () => ({ starred: true }),
  saveRetention: () => ({ days: 30, keepLatest: 10 }),
  createPipeline: () => ({ definition: { ...definition, name: `p ${Math.random()}` } }),
  savePipeline: () => ({ definition }),
  reorderPipelines: () => ({ ids: [] }),
  announceEditor: () => ({ tab: 'a-tab-of-mine' }),
  validatePipeline: () => ({ definition }),
  completeExpression: () => ({ text: '${', cursor: 2 }),
  evaluateExpression: () => ({ text: '${1 + 1}' }),
  startOperation: () => scale,
  patchStage: () => ({ skipRemainingWait: true }),
  judge: () => ({ decision: 'continue' }),
  createAccount: () => ({ name: `a${Math.random().toString(36).slice(2)}`, credentials }),
  testConnection: () => ({ name: 'a', credentials }),
  createUser: () => ({ username: `u${Math.random()}`, name: 'U', password: 'long enough for all' }),
  updateUser: () => ({ name: 'Somebody' }),
  createTeam: () => ({ name: `t${Math.random()}` }),
  createApiToken: () => ({ name: 'script' }),
};
const queries: Record<string, Record<string, string>> = { listManifestNames: { namespace: 'default' } };

/** Operations that take a body and change nothing. */
const ONLY_LOOK = new Set(['announceEditor', 'validatePipeline', 'completeExpression', 'evaluateExpression']);

const OUTSIDE: readonly ActorName[] = [
  'anonymous',
  'revoked session',
  'expired session',
  'revoked token',
  'expired token',
  'forged token',
  'deactivated',
];
const BY_TOKEN: readonly ActorName[] = ['other team', 'writer', 'operator'];
const MAY: Record<'READ' | 'WRITE' | 'EXECUTE', readonly ActorName[]> = {
  READ: ['reader', 'writer', 'executor', 'operator', 'admin'],
  WRITE: ['writer', 'operator', 'admin'],
  EXECUTE: ['executor', 'operator', 'admin'],
};

/** What the actor is to be told: in, 401 (who are you?), 403 (you may not), 404 (what you may not see is not there). */
function expected(need: Need, actor: ActorName): string {
  if (need === 'public') return 'in';
  if (OUTSIDE.includes(actor)) return '401';
  switch (need) {
    case 'signed in':
      return 'in';
    case 'a session':
      return BY_TOKEN.includes(actor) ? '403' : 'in';
    case 'the owner':
      return '404';
    case 'admin':
      return actor === 'admin' ? 'in' : '403';
    case 'EXECUTE and WRITE of the account':
      if (!MAY.READ.includes(actor)) return '404';
      return actor === 'operator' || actor === 'admin' ? 'in' : '403';
    default:
      if (!MAY.READ.includes(actor)) return '404';
      return MAY[need].includes(actor) ? 'in' : '403';
  }
}

let world: PermissionWorld | undefined;
beforeAll(async () => {
  world = await permissionWorld();
});
afterAll(() => world?.close());

test('every route says who may use it', () => {
  expect(catalogue.map((entry) => entry.operationId).sort()).toEqual(Object.keys(needs).sort());
});

test.each(catalogue)('$operationId lets in whom it should, and tells strangers nothing', async (entry) => {
  if (!world) throw new Error('The world was not made.');
  const { actors, paramsOf } = world;
  const { contract, operationId } = entry;
  const need = needs[operationId] ?? 'admin';
  const found: Record<string, string> = {};
  const wanted: Record<string, string> = {};
  const audited: Record<string, number> = {};
  const toBeAudited: Record<string, number> = {};
  for (const { name, headers } of actors) {
    const params = await paramsOf(operationId, contract.path);
    const body = bodies[operationId]?.();
    const query = queries[operationId] ?? {};
    const requestId = newId();
    const response = await callRoute(contract, {
      params,
      query,
      body,
      headers: { ...headers, 'x-request-id': requestId },
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isStream ? '' : await response.text();
    await (isStream ? response.body?.cancel() : undefined);
    const status = String(response.status);
    found[name] = ['401', '403', '404'].includes(status) || response.status >= 500 ? status : 'in';
    wanted[name] = expected(need, name);
    audited[name] = await database().auditEntry.count({ where: { requestId } });
    toBeAudited[name] = response.ok && contract.method !== 'GET' && !ONLY_LOOK.has(operationId) ? 1 : 0;
    // Lists hold nothing of what the reader may not see.
    if (!MAY.READ.includes(name) && need === 'signed in' && contract.method === 'GET')
      expect(text).not.toMatch(/shop|prod|"web/);
  }
  expect(found).toEqual(wanted);
  // Every change leaves exactly one entry; what was refused, or only looked, leaves none.
  expect(audited).toEqual(toBeAudited);
});
