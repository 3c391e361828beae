import { deepFreeze, isJsonObject, type JsonObject } from '../../store/object.ts';

// Ten thousand pods of one template differ in a few words. What they have in common is kept once: equal parts of new pods
// are replaced by one frozen copy.

const MAX_PARTS = 20_000;
const MAX_TEXT = 4_000;
const parts = new Map<string, unknown>();

function shared(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = JSON.stringify(value);
  if (text.length > MAX_TEXT) return value;
  const known = parts.get(text);
  if (known !== undefined) return known;
  if (parts.size >= MAX_PARTS) parts.clear();
  parts.set(text, deepFreeze(value));
  return value;
}

function shareFields(object: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(object)) object[name] = shared(value);
  return object;
}

/** Shares the parts of a new pod: its labels and owners, each field of its spec, containers and volumes. */
export function shareParts(pod: JsonObject): void {
  if (isJsonObject(pod.metadata)) shareFields(pod.metadata);
  const { spec } = pod;
  if (!isJsonObject(spec)) return;
  for (const list of ['containers', 'initContainers', 'volumes']) {
    const found = spec[list];
    if (!Array.isArray(found)) continue;
    for (const item of found) if (isJsonObject(item)) shareFields(item);
  }
  shareFields(spec);
}
