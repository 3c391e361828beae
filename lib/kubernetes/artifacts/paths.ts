import { kindNameOf } from '../kinds/kind-name.ts';
import { type Fields, isFields, type KubernetesObject } from '../manifests/object.ts';
import { fieldsAt, listAt, textAt } from '../manifests/readers.ts';

/** A place in a manifest that names an artifact: the object that holds it, its key, and the artifact's type. */
export type Reference = { type: string; holder: Fields; key: string; value: string };

const templateKinds = new Set(['deployment', 'replicaSet', 'statefulSet', 'daemonSet', 'job', 'cronJob']);

/** Every place of a manifest that artifacts may be bound to. The order is that of the manifest. */
export function referencesOf(object: KubernetesObject): Reference[] {
  const kind = kindNameOf(object);
  if (kind === 'pod') return imageReferences(fieldsAt(object, 'spec'));
  if (kind === 'horizontalpodautoscaler') return scaleTarget(object);
  if (!templateKinds.has(kind)) return [];
  return podSpecsIn(object.spec).flatMap((spec) => [...imageReferences(spec), ...configReferences(spec)]);
}

/** Pod specs of `template.spec` at any depth: a CronJob keeps its template inside the job's. */
function podSpecsIn(value: unknown): Fields[] {
  if (!isFields(value)) return [];
  const own = fieldsAt(value, 'template', 'spec');
  return [
    ...(own ? [own] : []),
    ...Object.values(value).flatMap((child) => (child === value.template ? [] : podSpecsIn(child))),
  ];
}

function imageReferences(spec: Fields | undefined): Reference[] {
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].flatMap((container) =>
    referenceTo('docker/image', container, 'image'),
  );
}

function configReferences(spec: Fields): Reference[] {
  const found: Reference[] = [];
  for (const volume of listAt(spec, 'volumes')) {
    found.push(...referenceTo('kubernetes/configMap', fieldsAt(volume, 'configMap'), 'name'));
    found.push(...referenceTo('kubernetes/secret', fieldsAt(volume, 'secret'), 'secretName'));
    for (const source of listAt(volume, 'projected', 'sources')) {
      found.push(...referenceTo('kubernetes/configMap', fieldsAt(source, 'configMap'), 'name'));
      found.push(...referenceTo('kubernetes/secret', fieldsAt(source, 'secret'), 'name'));
    }
  }
  for (const container of [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]) {
    for (const env of listAt(container, 'env')) {
      found.push(
        ...referenceTo('kubernetes/configMap', fieldsAt(env, 'valueFrom', 'configMapKeyRef'), 'name'),
      );
      found.push(...referenceTo('kubernetes/secret', fieldsAt(env, 'valueFrom', 'secretKeyRef'), 'name'));
    }
    for (const source of listAt(container, 'envFrom')) {
      found.push(...referenceTo('kubernetes/configMap', fieldsAt(source, 'configMapRef'), 'name'));
      found.push(...referenceTo('kubernetes/secret', fieldsAt(source, 'secretRef'), 'name'));
    }
  }
  return found;
}

function scaleTarget(object: KubernetesObject): Reference[] {
  const target = fieldsAt(object, 'spec', 'scaleTargetRef');
  const kind = textAt(target, 'kind')?.toLowerCase();
  if (kind === 'deployment') return referenceTo('kubernetes/deployment', target, 'name');
  if (kind === 'replicaset') return referenceTo('kubernetes/replicaSet', target, 'name');
  return [];
}

function referenceTo(type: string, holder: Fields | undefined, key: string): Reference[] {
  const value = textAt(holder, key);
  return holder && value !== undefined ? [{ type, holder, key, value }] : [];
}
