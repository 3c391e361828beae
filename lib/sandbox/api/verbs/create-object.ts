import { toStorage } from '../../kinds/convert.ts';
import type { DraftObject } from '../../store/object.ts';
import { badRequest, unexplained, warning } from '../../store/status-error.ts';
import { prepareCreate } from '../admission/prepare-create.ts';
import { refuseEscalation } from '../authorization/escalation.ts';
import type { Api, ResourceCall } from '../context.ts';
import type { Answer, ApiRequest } from '../http/request.ts';
import { trackUpdate } from '../managed-fields/track.ts';
import { readManifest } from './manifest.ts';
import { answerObject } from './read-object.ts';
import { readWriteOptions, type WriteOptions } from './write-options.ts';

/** The draft in the namespace of the path. @throws StatusError BadRequest when the object names another one */
export function inNamespace(draft: DraftObject, { resource, namespace }: ResourceCall): DraftObject {
  const { namespace: own, ...metadata } = draft.metadata;
  if (!resource.namespaced) return { ...draft, metadata };
  if (own !== undefined && own !== '' && own !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (namespace === undefined) throw badRequest('an empty namespace may not be set during creation');
  return { ...draft, metadata: { ...metadata, namespace } };
}

/** Puts a new object through admission and stores it. */
export function insertObject(
  api: Api,
  call: ResourceCall,
  draft: DraftObject,
  options: WriteOptions,
): Answerable {
  const { uid: _, resourceVersion, ...metadata } = inNamespace(draft, call).metadata;
  if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== '0') {
    throw unexplained('resourceVersion should not be set on objects to be created');
  }
  const draftToStore = toStorage(call.resource, { ...draft, metadata });
  const { object, authored, warnings } = prepareCreate(api, call.resource, draftToStore, options.dryRun);
  const { managedFields } = trackUpdate(api, call.resource, undefined, authored, options).metadata;
  const tracked = { ...object, metadata: { ...object.metadata, managedFields } };
  const made = api.store.create(call.resource.storage.id, tracked, {
    admitted: true,
    dryRun: options.dryRun,
  });
  return { object: made, warnings };
}

interface Answerable {
  readonly object: ReturnType<Api['store']['create']>;
  readonly warnings: readonly string[];
}

/** POST to a collection. */
export function createObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const options = readWriteOptions(request.query, request.userAgent, 'CreateOptions');
  const manifest = readManifest(api, call.resource, request);
  const { resource, namespace } = call;
  refuseEscalation(api.store, request.user, { resource, namespace, object: manifest.object });
  const { object, warnings } = warning(manifest.warnings, () =>
    insertObject(api, call, manifest.object, options),
  );
  return answerObject(api, call, request, object, {
    code: 201,
    warnings: [...manifest.warnings, ...warnings],
  });
}
