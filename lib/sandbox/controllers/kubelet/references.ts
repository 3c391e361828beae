import type { ObjectStore } from '../../store/contract.ts';
import type { Stored } from '../objects/meta.ts';
import type { Container, Pod } from '../objects/pod.ts';
import { typed } from '../runtime/collection.ts';

interface Keyed extends Stored {
  data?: Record<string, unknown>;
  binaryData?: Record<string, unknown>;
}

type Source = 'configmaps' | 'secrets';

function wordFor(source: Source): string {
  return source === 'configmaps' ? 'configmap' : 'secret';
}

/** What a container's environment refers to and that is not there, in the kubelet's words. */
export function missingReference(store: ObjectStore, pod: Pod, container: Container): string | undefined {
  const { namespace } = pod.metadata;
  const check = (source: Source, name: string | undefined, key?: string): string | undefined => {
    const object = name === undefined ? undefined : store.get(source, namespace, name);
    if (!object) return `${wordFor(source)} "${name}" not found`;
    const { data, binaryData } = typed<Keyed>(object);
    if (key === undefined || data?.[key] !== undefined || binaryData?.[key] !== undefined) return undefined;
    const what = source === 'configmaps' ? 'ConfigMap' : 'Secret';
    return `couldn't find key ${key} in ${what} ${namespace}/${name}`;
  };
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const problem =
      (configMapRef && !configMapRef.optional ? check('configmaps', configMapRef.name) : undefined) ??
      (secretRef && !secretRef.optional ? check('secrets', secretRef.name) : undefined);
    if (problem) return problem;
  }
  for (const { valueFrom } of container.env ?? []) {
    const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
    const problem =
      (map && !map.optional ? check('configmaps', map.name, map.key) : undefined) ??
      (secret && !secret.optional ? check('secrets', secret.name, secret.key) : undefined);
    if (problem) return problem;
  }
  return undefined;
}

/** The first volume whose ConfigMap or Secret is not there, in the kubelet's words. */
export function missingVolume(store: ObjectStore, pod: Pod): string | undefined {
  const { namespace } = pod.metadata;
  for (const { name, configMap, secret } of pod.spec.volumes ?? []) {
    const words = (kind: string, object: string | undefined) =>
      `MountVolume.SetUp failed for volume "${name}" : ${kind} "${object}" not found`;
    if (configMap && !configMap.optional && !store.get('configmaps', namespace, configMap.name ?? ''))
      return words('configmap', configMap.name);
    if (secret && !secret.optional && !store.get('secrets', namespace, secret.secretName ?? ''))
      return words('secret', secret.secretName);
  }
  return undefined;
}
