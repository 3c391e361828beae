import type { KubernetesObject } from '../../store/object.ts';
import { notFound, versionTooLarge } from '../../store/status-error.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { deprecations } from '../validation/validate.ts';
import { viewOf } from '../views/accept.ts';
import { presentObject } from '../views/present.ts';

/** The live object a call names. @throws StatusError NotFound */
export function liveObject(api: Api, { resource, namespace, name = '' }: ResourceCall): KubernetesObject {
  const live = api.store.get(resource.storage.id, namespace, name);
  if (live === undefined) throw notFound(resource.id, name);
  return live;
}

/** Answers with one object in the view the client asked for. */
export function answerObject(
  api: Api,
  call: ResourceCall,
  request: ApiRequest,
  object: KubernetesObject,
  { code = 200, warnings }: { code?: number; warnings?: readonly string[] } = {},
): Answer {
  const view = viewOf(request, call.resource);
  const show = { resource: call.resource, catalogue: api.catalogue, view, now: api.store.now() };
  return json(presentObject(object, show), code, warnings);
}

/** GET of one object. */
export function readObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const asked = Number(request.query.get('resourceVersion') ?? 0);
  const current = api.store.resourceVersion();
  if (asked > Number(current)) throw versionTooLarge(asked, current);
  return answerObject(api, call, request, liveObject(api, call), { warnings: deprecations(call.resource) });
}
