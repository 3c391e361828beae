import { parseApiVersion } from '../../kinds/catalogue.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, textAt } from '../../store/read-json.ts';
import { checkLabel } from './names.ts';
import { podSpecWarnings } from './pod-warnings.ts';

// What the server takes and most likely was a slip: it says so in a warning.

const PLACES = [['spec'], ['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec']];

/** What of a service's spec has no effect. */
function serviceWarnings({ metadata, spec }: KubernetesObject): string[] {
  const warnings: string[] = [];
  const type = textAt(spec, 'type');
  const isExternal = type === 'ExternalName';
  const isHeadless = type === 'ClusterIP' && textAt(spec, 'clusterIP') === 'None';
  const addresses = listAt(spec, 'externalIPs');
  if (metadata.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined)
    warnings.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    );
  if (isHeadless) {
    const ignored = (field: string) => `spec.${field} is ignored for headless services`;
    if (textAt(spec, 'loadBalancerIP') !== '') warnings.push(ignored('loadBalancerIP'));
    if (addresses.length > 0) warnings.push(ignored('externalIPs'));
    if (textAt(spec, 'sessionAffinity') !== 'None') warnings.push(ignored('SessionAffinity'));
  }
  if (addresses.length > 0 && !isHeadless)
    warnings.push(
      isExternal
        ? 'spec.externalIPs is ignored when spec.type is "ExternalName"'
        : 'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
    );
  if (!isExternal && textAt(spec, 'externalName') !== '')
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (textAt(spec, 'trafficDistribution') === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}

function ingressWarnings({ metadata, spec }: KubernetesObject): string[] {
  const annotation = 'kubernetes.io/ingress.class';
  const isOld =
    metadata.annotations?.[annotation] !== undefined && at(spec, 'ingressClassName') === undefined;
  return isOld
    ? [`annotation "${annotation}" is deprecated, please use 'spec.ingressClassName' instead`]
    : [];
}

/** Kinds whose names end up in the names of hosts, and in what. */
const NAMES_HOSTS: Readonly<Record<string, string>> = {
  Pod: "the Pod's hostname",
  Deployment: 'Pod names and hostnames',
  ReplicaSet: 'Pod names and hostnames',
  ReplicationController: 'Pod names and hostnames',
  Job: 'Pod names and hostnames',
  CronJob: 'Pod names and hostnames',
};

function nameWarnings({ kind, metadata }: KubernetesObject): string[] {
  const used = NAMES_HOSTS[kind];
  const faults = used === undefined ? [] : checkLabel(metadata.name);
  if (faults.length === 0) return [];
  const words = `this is used in ${used}, which can result in surprising behavior; a DNS label is recommended`;
  return [`metadata.name: ${words}: [${faults.join(' ')}]`];
}

const OWN_GROUPS = ['', 'apps', 'batch'];

/** What an author should hear of a changed object. */
export function updateWarnings(object: KubernetesObject): string[] {
  const { group } = parseApiVersion(object.apiVersion);
  if (object.kind === 'Service' && group === '') return serviceWarnings(object);
  if (!OWN_GROUPS.includes(group)) return [];
  return PLACES.flatMap((place) => podSpecWarnings(at(object, ...place), place.join('.')));
}

/** What an author should hear of a new object. */
export function createWarnings(object: KubernetesObject): string[] {
  const { group } = parseApiVersion(object.apiVersion);
  if (object.kind === 'Ingress' && group === 'networking.k8s.io') return ingressWarnings(object);
  return [...(OWN_GROUPS.includes(group) ? nameWarnings(object) : []), ...updateWarnings(object)];
}
