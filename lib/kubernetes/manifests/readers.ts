import { type Fields, isFields, type KubernetesObject } from './object.ts';

/** Walks into the unknown part of a manifest; undefined as soon as a step is missing. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current: unknown = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isFields(current)) current = current[step];
    else return undefined;
  }
  return current;
}

export function fieldsAt(value: unknown, ...path: readonly (string | number)[]): Fields | undefined {
  const found = valueAt(value, ...path);
  return isFields(found) ? found : undefined;
}

/** The objects of a list; anything else in it is left out. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): Fields[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter(isFields) : [];
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** A map of texts, such as labels; entries that are not text are left out. */
export function textsAt(value: unknown, ...path: readonly (string | number)[]): Record<string, string> {
  const found = fieldsAt(value, ...path) ?? {};
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export function annotationOf(object: KubernetesObject, name: string): string | undefined {
  return textAt(object, 'metadata', 'annotations', name);
}

export function labelsOf(object: KubernetesObject): Record<string, string> {
  return textsAt(object, 'metadata', 'labels');
}

/** `spec.replicas`; undefined when the manifest leaves it to the cluster. */
export function replicasOf(object: KubernetesObject): number | undefined {
  return numberAt(object, 'spec', 'replicas');
}

/** The pod template: of a workload, or of the job inside a CronJob. */
export function podTemplateOf(object: KubernetesObject): Fields | undefined {
  return fieldsAt(object, 'spec', 'template') ?? fieldsAt(object, 'spec', 'jobTemplate', 'spec', 'template');
}

/** The pod spec, whether the object is a pod or makes pods. */
export function podSpecOf(object: KubernetesObject): Fields | undefined {
  return object.kind === 'Pod' ? fieldsAt(object, 'spec') : fieldsAt(podTemplateOf(object), 'spec');
}

/** Images of init containers and containers, in order, each once. */
export function imagesOf(object: KubernetesObject): string[] {
  const spec = podSpecOf(object);
  const images = [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')].map((container) =>
    textAt(container, 'image'),
  );
  return [...new Set(images.filter((image): image is string => image !== undefined))];
}

/** Config maps and secrets a pod spec refers to, as `configMap name` / `secret name`, each once. */
export function configsOf(object: KubernetesObject): string[] {
  const spec = podSpecOf(object);
  const found: string[] = [];
  const add = (kind: 'configMap' | 'secret', name: string | undefined) =>
    name && found.push(`${kind} ${name}`);
  for (const volume of listAt(spec, 'volumes')) {
    add('configMap', textAt(volume, 'configMap', 'name'));
    add('secret', textAt(volume, 'secret', 'secretName'));
    for (const source of listAt(volume, 'projected', 'sources')) {
      add('configMap', textAt(source, 'configMap', 'name'));
      add('secret', textAt(source, 'secret', 'name'));
    }
  }
  for (const container of [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')]) {
    for (const env of listAt(container, 'env')) {
      add('configMap', textAt(env, 'valueFrom', 'configMapKeyRef', 'name'));
      add('secret', textAt(env, 'valueFrom', 'secretKeyRef', 'name'));
    }
    for (const source of listAt(container, 'envFrom')) {
      add('configMap', textAt(source, 'configMapRef', 'name'));
      add('secret', textAt(source, 'secretRef', 'name'));
    }
  }
  return [...new Set(found)];
}

/** The labels a selector wants: `matchLabels` of a workload, or the plain map of a Service. */
export function selectorLabelsOf(object: KubernetesObject): Record<string, string> {
  const matchLabels = fieldsAt(object, 'spec', 'selector', 'matchLabels');
  return matchLabels ? textsAt(matchLabels) : textsAt(object, 'spec', 'selector');
}

/** The controller that owns the object, if one does. */
export function controllerOf(
  object: KubernetesObject,
): { kind: string; name: string; uid: string } | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** API group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string | undefined): string {
  const slash = apiVersion?.indexOf('/') ?? -1;
  return apiVersion === undefined || slash < 0 ? '' : apiVersion.slice(0, slash);
}
