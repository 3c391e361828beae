import { badRequest, notFound } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import type { Answer, ApiRequest } from '../http/request.ts';
import { readManifest } from './manifest.ts';
import { answerObject, liveObject } from './read-object.ts';
import { checkFreshness } from './replace-object.ts';

/** PUT of a namespace's finalizers: what lets a namespace go that something still holds. */
export function finalizeNamespace(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { object } = readManifest(api, call.resource, request);
  if (object.metadata.name !== call.name)
    throw badRequest('the name of the object does not match the name on the URL');
  const live = liveObject(api, call);
  checkFreshness(call, live, object);
  const written = api.store.update('namespaces', undefined, live.metadata.name, (current) => ({
    ...current,
    spec: object.spec,
  }));
  if (written === undefined) throw notFound('namespaces', live.metadata.name);
  return answerObject(api, call, request, written);
}
