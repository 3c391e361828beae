import { annotation } from '../naming/annotations.ts';
import { isFields, type KubernetesObject } from './object.ts';

const hidden = '[secret]';

/** A Secret without its values (and without the copy that kubectl keeps of them); any other object as it is. Keys stay readable. */
export function withoutSecretValues(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Secret') return object;
  const { data, stringData, ...rest } = object;
  const annotations = { ...object.metadata.annotations };
  delete annotations[annotation.lastApplied];
  return {
    ...rest,
    metadata: { ...object.metadata, annotations },
    ...(isFields(data) ? { data: maskAll(data) } : {}),
    ...(isFields(stringData) ? { stringData: maskAll(stringData) } : {}),
  };
}

/** Values as text that shows only whether two of them are equal: what a diff of secrets may say. */
export function maskPair(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): {
  before: KubernetesObject | undefined;
  after: KubernetesObject | undefined;
} {
  return { before: before && maskAgainst(before, undefined), after: after && maskAgainst(after, before) };
}

function maskAgainst(object: KubernetesObject, other: KubernetesObject | undefined): KubernetesObject {
  if (object.kind !== 'Secret') return object;
  const masked = withoutSecretValues(object);
  for (const field of ['data', 'stringData'] as const) {
    const own = object[field];
    const theirs = other?.[field];
    if (!isFields(own)) continue;
    masked[field] = Object.fromEntries(
      Object.entries(own).map(([key, value]) => {
        const isChanged = isFields(theirs) && key in theirs && theirs[key] !== value;
        return [key, isChanged ? '[secret, changed]' : hidden];
      }),
    );
  }
  return masked;
}

function maskAll(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, hidden]));
}
