import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject } from '../../store/object.ts';
import type { Api } from '../context.ts';

/** A new object as it may be stored, and what the server has to say about it. */
export interface Prepared<T extends DraftObject> {
  readonly object: T;
  readonly warnings: readonly string[];
}

export function prepareCreate(
  _api: Api,
  _resource: ServedResource,
  draft: DraftObject,
): Prepared<DraftObject> {
  return { object: draft, warnings: [] };
}
