import { z } from 'zod';
import { ApplicationName } from '#lib/applications/schema.ts';
import { endpoint } from '#lib/http/endpoint.ts';
import { AccountFreshness, ClustersView, ObjectDetails, ObjectRef, Revision, UndoPreview } from './schema.ts';

const objectPath = '/accounts/{account}/objects/{namespace}/{kind}/{name}';
const Pod = ObjectRef.omit({ kind: true });
const Flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
export const LogQuery = z.object({
  container: z.string().max(63).optional(),
  previous: Flag,
  tailLines: z.coerce.number().int().min(1).max(100_000).default(1000),
});

export const listClustersApi = endpoint({
  method: 'GET',
  path: '/applications/{application}/clusters',
  params: z.object({ application: ApplicationName }),
  response: ClustersView,
  summary: 'The clusters, server groups and pods of an application',
});
export const getObjectApi = endpoint({
  method: 'GET',
  path: objectPath,
  params: ObjectRef,
  response: ObjectDetails,
  summary: 'One object: how it is and why, pods, events, YAML (namespace _ for none)',
});
export const listRolloutsApi = endpoint({
  method: 'GET',
  path: `${objectPath}/rollouts`,
  params: ObjectRef,
  response: z.array(Revision),
  summary: 'The revisions an object can go back to',
});
export const previewUndoApi = endpoint({
  method: 'GET',
  path: `${objectPath}/undo-preview`,
  params: ObjectRef,
  query: z.object({ revision: z.coerce.number().int().min(1).optional() }),
  response: UndoPreview,
  summary: 'What a rollback would bring back',
});
export const readPodLogsApi = endpoint({
  method: 'GET',
  path: '/accounts/{account}/pods/{namespace}/{name}/logs',
  params: Pod,
  query: LogQuery,
  response: z.object({ text: z.string() }),
  summary: 'The last lines of a container',
});
export const followPodLogsApi = endpoint({
  method: 'GET',
  path: '/accounts/{account}/pods/{namespace}/{name}/logs/follow',
  params: Pod,
  query: LogQuery,
  summary: 'The lines of a container as they come (server-sent events)',
});
export const listFreshnessApi = endpoint({
  method: 'GET',
  path: '/infrastructure/freshness',
  response: z.array(AccountFreshness),
  summary: 'How each account is connected: live, stale or not at all, and why',
});
const InAccount = z.object({ account: z.string().min(1).max(63) });
export const listNamespacesApi = endpoint({
  method: 'GET',
  path: '/accounts/{account}/namespaces',
  params: InAccount,
  response: z.array(z.string()),
  summary: 'The namespaces of an account',
});
export const listManifestNamesApi = endpoint({
  method: 'GET',
  path: '/accounts/{account}/manifests',
  params: InAccount,
  query: z.object({ namespace: z.string().min(1).max(63), kinds: z.string().max(500).default('') }),
  response: z.array(z.string()),
  summary: 'Kind and name of the objects in a namespace, such as "deployment web"',
});
