import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import type { Api } from '../context.ts';
import type { Prepared } from './prepare-create.ts';

export function prepareUpdate(
  _api: Api,
  _resource: ServedResource,
  live: KubernetesObject,
  next: DraftObject,
  subresource?: string,
): Prepared<KubernetesObject> {
  const named = { ...next, metadata: { ...next.metadata, name: live.metadata.name } };
  const object =
    subresource === 'status' ? { ...live, status: next.status } : { ...named, status: live.status };
  return { object, warnings: [] };
}
