import type { ServedResource } from '../../kinds/catalogue.ts';
import { type DraftObject, type JsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, objectAt } from '../../store/read-json.ts';
import type { Api } from '../context.ts';
import { refuseChangedEphemeral } from '../validation/ephemeral-containers.ts';
import { validateUpdate } from '../validation/validate.ts';
import { allocateService } from './allocate-service.ts';
import { checkResize } from './claim-resize.ts';
import { arranged, asDraft, ownDraft, type Prepared } from './prepare-create.ts';
import { checkQuota } from './quota.ts';

function hasSubresource(resource: ServedResource, name: string): boolean {
  return resource.discovered.subresources?.some(({ subresource }) => subresource === name) === true;
}

/** Kinds of which a change may take more of a quota. */
const GROWS = ['services', 'persistentvolumeclaims'];

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** A daemon set counts its templates in an annotation. */
function countTemplates(
  metadata: DraftObject['metadata'],
  own: JsonObject,
  live: KubernetesObject,
): Record<string, string> {
  const before = Number(live.metadata.annotations?.[TEMPLATE_GENERATION] ?? 1);
  const isNew = !sameJson(at(own.spec, 'template'), at(live.spec, 'template'));
  return { ...metadata.annotations, [TEMPLATE_GENERATION]: String(isNew ? before + 1 : before) };
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
  const own = arranged(api, resource, ownDraft(api, resource, next));
  const metadata = { ...asDraft(own).metadata, name, namespace, uid, creationTimestamp, resourceVersion };
  if (subresource === 'status') {
    const { managedFields } = asDraft(own).metadata;
    const object = { ...live, status: own.status, metadata: { ...live.metadata, managedFields } };
    return { object, authored: object, warnings: [] };
  }
  if (subresource === 'ephemeralcontainers') {
    const { managedFields } = asDraft(own).metadata;
    const ephemeralContainers = at(own.spec, 'ephemeralContainers');
    const spec = { ...objectAt(live, 'spec'), ephemeralContainers };
    const object = { ...live, spec, metadata: { ...live.metadata, managedFields } };
    refuseChangedEphemeral(object, live);
    return { object, authored: object, warnings: [] };
  }
  if (hasSubresource(resource, 'status')) {
    if (live.status === undefined) delete own.status;
    else own.status = live.status;
  }
  if (resource.storage.id === 'services') allocateService(api, own, live);
  // Only the namespace's own subresource takes its finalizers away.
  if (resource.storage.id === 'namespaces' && subresource !== 'finalize') {
    own.spec = { ...objectAt(own, 'spec'), finalizers: at(live.spec, 'finalizers') };
  }
  const isDaemonSet = resource.storage.id === 'daemonsets.apps';
  const annotations = isDaemonSet ? countTemplates(metadata, own, live) : metadata.annotations;
  const object: KubernetesObject = {
    ...own,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { ...metadata, annotations },
  };
  const warnings = validateUpdate(api, resource, object, live);
  if (resource.storage.id === 'persistentvolumeclaims') checkResize(api, object, live);
  if (GROWS.includes(resource.storage.id)) checkQuota(api, resource, object, live);
  return { object, authored: object, warnings };
}
