import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import type { Api } from '../context.ts';
import type { WriteOptions } from '../verbs/write-options.ts';

export function trackUpdate<T extends DraftObject>(
  _api: Api,
  _resource: ServedResource,
  _live: KubernetesObject | undefined,
  next: T,
  _options: WriteOptions,
  _subresource?: string,
): T {
  return next;
}
