import type { ServedResource } from '../../kinds/catalogue.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { type FieldTerm, fieldsMatch, parseFieldSelector } from '../selectors/field-selector.ts';
import { labelsMatch, parseLabelSelector } from '../selectors/label-selector.ts';

/** Which objects of a kind a list, watch or deletecollection means. */
export interface Selection {
  readonly namespace?: string;
  /** Is anything but the namespace asked for? */
  readonly isSelective: boolean;
  matches(object: KubernetesObject): boolean;
}

/**
 * Reads the selectors of a request; a name in the path is one more term.
 * @throws StatusError BadRequest
 */
export function readSelection(
  resource: ServedResource,
  place: { namespace?: string; name?: string },
  query: URLSearchParams,
): Selection {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields: FieldTerm[] = [...parseFieldSelector(query.get('fieldSelector') ?? '', resource)];
  if (place.name !== undefined) fields.push({ path: 'metadata.name', equal: true, value: place.name });
  const { namespace } = place;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    isSelective: labels.length > 0 || fields.length > 0,
    matches: (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      labelsMatch(labels, object.metadata.labels) &&
      fieldsMatch(fields, object),
  };
}
