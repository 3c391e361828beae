import { StatusError } from '../../store/status-error.ts';
import { authorize } from '../authorization/authorize.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, flag } from '../http/request.ts';
import { unknownPath } from '../http/route.ts';
import { createObject } from './create-object.ts';
import { deleteCollection, deleteObject } from './delete-object.ts';
import { listObjects } from './list-objects.ts';
import { patchObject } from './patch-object.ts';
import { readObject } from './read-object.ts';
import { replaceObject } from './replace-object.ts';
import { createReview, isReview } from './reviews.ts';
import { hasSubresource, subresourceVerb } from './subresources.ts';
import { watchObjects } from './watch-objects.ts';

/** A verb of the API on a resource. */
export type Verb = (api: Api, call: ResourceCall, request: ApiRequest) => Answer | Promise<Answer>;

function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

function collectionVerb(method: string, isWatch: boolean): { verb: string; run: Verb } | undefined {
  switch (method) {
    case 'GET':
      return isWatch ? { verb: 'watch', run: watchObjects } : { verb: 'list', run: listObjects };
    case 'POST':
      return { verb: 'create', run: createObject };
    case 'DELETE':
      return { verb: 'deletecollection', run: deleteCollection };
    default:
      return undefined;
  }
}

/** One object is not watched by its address: the parameter is ignored there. */
function objectVerb(method: string): { verb: string; run: Verb } | undefined {
  switch (method) {
    case 'GET':
      return { verb: 'get', run: readObject };
    case 'PUT':
      return { verb: 'update', run: replaceObject };
    case 'PATCH':
      return { verb: 'patch', run: patchObject };
    case 'DELETE':
      return { verb: 'delete', run: deleteObject };
    default:
      return undefined;
  }
}

const SUBRESOURCE_VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function authorizeCall({ store }: Api, call: ResourceCall, { user }: ApiRequest, verb: string): void {
  const { resource, name, subresource } = call;
  // A namespace lies within itself: who may do all in it may read it too.
  const namespace = resource.id === 'namespaces' ? name : call.namespace;
  authorize(store, user, {
    kind: 'resource',
    verb,
    group: resource.group,
    resource: subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  });
}

/** Runs the verb a request means on a resource. */
export function dispatch(api: Api, call: ResourceCall, request: ApiRequest): Answer | Promise<Answer> {
  if (call.subresource !== undefined) {
    const run = subresourceVerb(call, request.method);
    if (run === undefined) throw hasSubresource(call) ? methodNotAllowed() : unknownPath();
    authorizeCall(api, call, request, SUBRESOURCE_VERBS[request.method] ?? 'get');
    return run(api, call, request);
  }
  if (isReview(call.resource.id) && call.name !== undefined) throw unknownPath();
  const isWatch = flag(request.query, 'watch');
  const found =
    call.name === undefined ? collectionVerb(request.method, isWatch) : objectVerb(request.method);
  if (found === undefined || !call.resource.discovered.verbs.includes(found.verb)) throw methodNotAllowed();
  authorizeCall(api, call, request, found.verb);
  if (isReview(call.resource.id)) return createReview(api, call, request);
  return found.run(api, call, request);
}
