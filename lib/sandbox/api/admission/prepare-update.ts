import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import type { Api } from '../context.ts';
import { validateUpdate } from '../validation/validate.ts';
import { allocateService } from './allocate-service.ts';
import { asDraft, ownDraft, type Prepared } from './prepare-create.ts';

function hasSubresource(resource: ServedResource, name: string): boolean {
  return resource.discovered.subresources?.some(({ subresource }) => subresource === name) === true;
}

/**
 * Puts a changed object (in stored shape) through defaults and validation. A write to the object keeps its status, a write to the status keeps
 * everything else.
 * @throws StatusError when it is refused
 */
export function prepareUpdate(
  api: Api,
  resource: ServedResource,
  live: KubernetesObject,
  next: DraftObject,
  subresource?: string,
): Prepared<KubernetesObject> {
  const { name, namespace, uid, creationTimestamp, resourceVersion } = live.metadata;
  const own = ownDraft(api, resource, next);
  const metadata = { ...asDraft(own).metadata, name, namespace, uid, creationTimestamp, resourceVersion };
  if (subresource === 'status') {
    const { managedFields } = asDraft(own).metadata;
    const object = { ...live, status: own.status, metadata: { ...live.metadata, managedFields } };
    return { object, warnings: [] };
  }
  if (hasSubresource(resource, 'status')) {
    if (live.status === undefined) delete own.status;
    else own.status = live.status;
  }
  if (resource.storage.id === 'services') allocateService(api, own, live);
  const object: KubernetesObject = { ...own, apiVersion: live.apiVersion, kind: live.kind, metadata };
  return { object, warnings: validateUpdate(api, resource, object, live) };
}
