import type { ServedResource } from '../../kinds/catalogue.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { badRequest } from '../../store/status-error.ts';
import { type FieldTerm, fieldsMatch, parseFieldSelector } from '../selectors/field-selector.ts';
import { labelsMatch, parseLabelSelector, SelectorFault } from '../selectors/label-selector.ts';

/** Which objects of a kind a list, watch or deletecollection means. */
export interface Selection {
  readonly namespace?: string;
  /** Is anything but the namespace asked for? */
  readonly isSelective: boolean;
  /** Is it about one object, known by its name? */
  readonly isSingle: boolean;
  matches(object: KubernetesObject): boolean;
}

function parseSelectors(resource: ServedResource, query: URLSearchParams) {
  const labelText = query.get('labelSelector') ?? '';
  const fieldText = query.get('fieldSelector') ?? '';
  try {
    const labels = parseLabelSelector(labelText);
    const fields: FieldTerm[] = [...parseFieldSelector(fieldText, resource.storage.id)];
    return { labels, fields };
  } catch (error) {
    if (error instanceof SelectorFault) throw badRequest(error.message);
    throw error;
  }
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
  const { labels, fields } = parseSelectors(resource, query);
  if (place.name !== undefined) fields.push({ path: 'metadata.name', equal: true, value: place.name });
  const { namespace } = place;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    isSelective: labels.length > 0 || fields.length > 0,
    isSingle: fields.some(({ path, equal }) => path === 'metadata.name' && equal),
    matches: (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      labelsMatch(labels, object.metadata.labels) &&
      fieldsMatch(fields, object),
  };
}
