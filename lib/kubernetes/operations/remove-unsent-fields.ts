import {
  type Fields,
  isFields,
  type KubernetesObject,
  type ManagedFieldsEntry,
} from '../manifests/object.ts';

/**
 * A dry run cannot hand fields over first (see `claim-fields.ts`), so its answer still has what the new manifest leaves out. This takes out
 * what the hand-over would: fields that are ours after it, that nobody else owns, and that are not sent.
 */
export function removeUnsentFields(
  result: KubernetesObject,
  managedFields: readonly ManagedFieldsEntry[],
  sent: KubernetesObject,
): KubernetesObject {
  const ours = managedFields.at(-1)?.fieldsV1;
  if (!ours) return result;
  const others = managedFields.slice(0, -1).map((entry) => entry.fieldsV1 ?? {});
  const cleaned = structuredClone(result);
  prune(cleaned, ours, others, sent);
  return cleaned;
}

function prune(value: unknown, ours: Fields, others: readonly unknown[], sent: unknown): void {
  for (const [key, below] of Object.entries(ours)) {
    if (key === '.' || !isFields(below)) continue;
    const shared = others
      .map((other) => (isFields(other) ? other[key] : undefined))
      .filter((other) => other !== undefined);
    const found = childOf(value, key);
    if (found === undefined) continue;
    const sentChild = childOf(sent, key);
    if (sentChild !== undefined) prune(found.value, below, shared, sentChild.value);
    else if (shared.length === 0) found.remove();
  }
}

type Child = { value: unknown; remove(): void };

/** The part of a value that a field-set key speaks of: `f:name` a field, `k:{...}` a list item by its keys, `v:...` by its value. */
function childOf(value: unknown, key: string): Child | undefined {
  const name = key.slice(2);
  if (key.startsWith('f:')) {
    if (!isFields(value) || !(name in value)) return undefined;
    return { value: value[name], remove: () => delete value[name] };
  }
  if (!Array.isArray(value)) return undefined;
  const wanted: unknown = parse(name);
  const index = value.findIndex((item) =>
    key.startsWith('k:') && isFields(item) && isFields(wanted)
      ? Object.entries(wanted).every(([field, text]) => item[field] === text)
      : key.startsWith('v:') && item === wanted,
  );
  return index < 0 ? undefined : { value: value[index], remove: () => value.splice(index, 1) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
