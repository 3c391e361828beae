import { manifestNameOf } from '../kinds/kind-name.ts';
import { withoutSecretValues } from '../manifests/mask-secret.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { annotationOf } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

/** An object as stages may keep and show it: no bookkeeping, no secret values. */
export function cleaned(object: KubernetesObject): KubernetesObject {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  const bare = withoutSecretValues({ ...object, metadata });
  if (annotationOf(bare, annotation.lastApplied) === undefined) return bare;
  const annotations = { ...bare.metadata.annotations };
  delete annotations[annotation.lastApplied];
  return { ...bare, metadata: { ...bare.metadata, annotations } };
}

/** `{namespace: ["deployment my-app"]}`; objects without a namespace stand under the empty text. */
export function namesByNamespace(objects: readonly KubernetesObject[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const object of objects) {
    const namespace = object.metadata.namespace ?? '';
    names[namespace] = [...(names[namespace] ?? []), manifestNameOf(object)];
  }
  return names;
}
