import type { FieldType } from '../../kinds/field-type.ts';
import { isJsonObject, type JsonObject, type KubernetesObject } from '../../store/object.ts';
import { objectAt, textAt } from '../../store/read-json.ts';
import { EMPTY, type FieldSet } from './field-set.ts';
import { fieldsIn } from './typed-fields.ts';

// `kubectl apply` without --server-side keeps its configuration in an annotation. When kubectl then applies on the server's side, it
// takes over what that annotation names without a conflict, and the annotation follows the new configuration.

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** The paths that an earlier client-side apply by kubectl set, and that kubectl may therefore take over. */
export function lastAppliedFields(type: FieldType | undefined, live: KubernetesObject | undefined): FieldSet {
  const text = live?.metadata.annotations?.[ANNOTATION];
  if (text === undefined) return EMPTY;
  try {
    const config: unknown = JSON.parse(text);
    return isJsonObject(config) ? fieldsIn(type, config) : EMPTY;
  } catch {
    return EMPTY;
  }
}

/** The value with the keys of every object in order. */
export function sortedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedJson);
  if (!isJsonObject(value)) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, part]) => [key, sortedJson(part)]));
}

/** The object with its annotation brought up to date, when it has one that the configuration does not set itself. */
export function refreshLastApplied(
  object: JsonObject,
  live: KubernetesObject | undefined,
  config: JsonObject,
): JsonObject {
  const isKept = live?.metadata.annotations?.[ANNOTATION] !== undefined;
  if (!isKept || textAt(config, 'metadata', 'annotations', ANNOTATION) !== '') return object;
  const metadata = objectAt(object, 'metadata');
  const annotations = {
    ...objectAt(metadata, 'annotations'),
    [ANNOTATION]: `${JSON.stringify(sortedJson(config))}\n`,
  };
  return { ...object, metadata: { ...metadata, annotations } };
}
