import { controllerReference, type Draft } from '../objects/meta.ts';
import type { PodSpec, Volume } from '../objects/pod.ts';
import type { StatefulSet, VolumeClaim } from '../objects/workloads.ts';

function claimName(template: VolumeClaim, podName: string): string {
  return `${template.metadata.name}-${podName}`;
}

/** The claims that a pod of the set has of its own. */
export function claimsOf(set: StatefulSet, podName: string): Draft<VolumeClaim>[] {
  const { selector, volumeClaimTemplates = [], persistentVolumeClaimRetentionPolicy: retention } = set.spec;
  return volumeClaimTemplates.map((template) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(template, podName),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...selector.matchLabels },
      ...(template.metadata.annotations ? { annotations: template.metadata.annotations } : {}),
      ...(retention?.whenDeleted === 'Delete' ? { ownerReferences: [controllerReference(set)] } : {}),
    },
    ...(template.spec ? { spec: template.spec } : {}),
  }));
}

/** The template's spec with the pod's own name and volumes in it. */
export function specFor(set: StatefulSet, podName: string, spec: PodSpec): PodSpec {
  const templates = set.spec.volumeClaimTemplates ?? [];
  const own: Volume[] = templates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(template, podName) },
  }));
  const names = new Set(own.map(({ name }) => name));
  const volumes = [...own, ...(spec.volumes ?? []).filter(({ name }) => !names.has(name))];
  return {
    ...spec,
    hostname: podName,
    ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
    ...(volumes.length === 0 ? {} : { volumes }),
  };
}
