import { toStorage } from '../../kinds/convert.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import {
  badRequest,
  notFound,
  staleObject,
  unexplained,
  wrongIncarnation,
} from '../../store/status-error.ts';
import { prepareUpdate } from '../admission/prepare-update.ts';
import { refuseEscalation } from '../authorization/escalation.ts';
import type { Api, ResourceCall } from '../context.ts';
import type { Answer, ApiRequest } from '../http/request.ts';
import { trackUpdate } from '../managed-fields/track.ts';
import { inNamespace } from './create-object.ts';
import { readManifest } from './manifest.ts';
import { answerObject, liveObject } from './read-object.ts';
import { readWriteOptions, type WriteOptions } from './write-options.ts';

/** Refuses a writer whose copy is of another incarnation or out of date. */
export function checkFreshness(call: ResourceCall, live: KubernetesObject, next: DraftObject): void {
  const { uid, resourceVersion } = next.metadata;
  const { name } = live.metadata;
  if (resourceVersion !== undefined && !/^\d*$/.test(resourceVersion)) {
    const shown = JSON.stringify(resourceVersion);
    throw unexplained(`strconv.ParseUint: parsing ${shown}: invalid syntax`);
  }
  if (uid !== undefined && uid !== '' && uid !== live.metadata.uid) {
    throw wrongIncarnation(call.resource.id, live.metadata, uid);
  }
  if (
    resourceVersion !== undefined &&
    resourceVersion !== '' &&
    resourceVersion !== live.metadata.resourceVersion
  ) {
    throw staleObject(call.resource.id, name);
  }
}

/** The result of a write that changed an object, or would have. */
export interface Written {
  readonly object: KubernetesObject;
  readonly warnings: readonly string[];
}

/**
 * Puts a changed object (in stored shape) through admission and stores it.
 * @param track how the write is entered in the managed fields; by default as an update of this manager
 */
export function storeChange(
  api: Api,
  call: ResourceCall,
  live: KubernetesObject,
  next: DraftObject,
  options: WriteOptions,
  track: (admitted: KubernetesObject) => KubernetesObject = (admitted) =>
    trackUpdate(api, call.resource, live, admitted, options, call.subresource),
): Written {
  const { object, warnings } = prepareUpdate(api, call.resource, live, next, call.subresource);
  const tracked = track(object);
  const { namespace, name } = live.metadata;
  const written = api.store.update(call.resource.storage.id, namespace, name, () => tracked, {
    dryRun: options.dryRun,
    tracked: true,
  });
  if (written === undefined) throw notFound(call.resource.id, name);
  return { object: written, warnings };
}

/** PUT of one object, or of its status. */
export function replaceObject(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const options = readWriteOptions(request.query, request.userAgent, 'UpdateOptions');
  const manifest = readManifest(api, call.resource, request);
  const draft = inNamespace(manifest.object, call);
  if (draft.metadata.name !== call.name) {
    throw badRequest(
      `the name of the object (${draft.metadata.name ?? ''}) does not match the name on the URL (${call.name})`,
    );
  }
  const { resource, namespace } = call;
  refuseEscalation(api.store, request.user, { resource, namespace, object: draft });
  const live = liveObject(api, call);
  checkFreshness(call, live, draft);
  const written = storeChange(api, call, live, toStorage(call.resource, draft), options);
  return answerObject(api, call, request, written.object, {
    warnings: [...manifest.warnings, ...written.warnings],
  });
}
