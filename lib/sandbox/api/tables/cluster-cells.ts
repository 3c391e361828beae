import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { ageOf } from './age.ts';
import type { Cells } from './cells.ts';

const age = (object: KubernetesObject, now: Date) => ageOf(object.metadata.creationTimestamp, now);

function nodeStatus(node: KubernetesObject): string {
  const ready = listAt(node.status, 'conditions').find((condition) => at(condition, 'type') === 'Ready');
  const status = ready === undefined ? 'Unknown' : at(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return at(node.spec, 'unschedulable') === true ? `${status},SchedulingDisabled` : status;
}

function nodeRoles(node: KubernetesObject): string {
  const roles = Object.entries(node.metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith('node-role.kubernetes.io/')) return [key.slice('node-role.kubernetes.io/'.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(',');
}

function nodeAddress(node: KubernetesObject, type: string): string {
  const found = listAt(node.status, 'addresses').find((address) => at(address, 'type') === type);
  return textAt(found, 'address') || '<none>';
}

const node: Cells = (object, now) => [
  object.metadata.name,
  nodeStatus(object),
  nodeRoles(object),
  age(object, now),
  textAt(object.status, 'nodeInfo', 'kubeletVersion'),
  nodeAddress(object, 'InternalIP'),
  nodeAddress(object, 'ExternalIP'),
  textAt(object.status, 'nodeInfo', 'osImage') || '<unknown>',
  textAt(object.status, 'nodeInfo', 'kernelVersion') || '<unknown>',
  textAt(object.status, 'nodeInfo', 'containerRuntimeVersion') || '<unknown>',
];

const namespace: Cells = (object, now) => [
  object.metadata.name,
  textAt(object.status, 'phase'),
  age(object, now),
];

const configMap: Cells = (object, now) => [
  object.metadata.name,
  Object.keys(objectAt(object, 'data')).length + Object.keys(objectAt(object, 'binaryData')).length,
  age(object, now),
];

const secret: Cells = (object, now) => [
  object.metadata.name,
  textAt(object, 'type'),
  Object.keys(objectAt(object, 'data')).length,
  age(object, now),
];

const serviceAccount: Cells = (object, now) => [object.metadata.name, age(object, now)];

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function accessModes(modes: readonly unknown[]): string {
  return Object.entries(MODES)
    .filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

function classOf(object: KubernetesObject): string {
  const annotation = object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  return annotation ?? textAt(object.spec, 'storageClassName');
}

const claim: Cells = (object, now) => {
  const phase =
    object.metadata.deletionTimestamp === undefined ? textAt(object.status, 'phase') : 'Terminating';
  const bound = textAt(object.spec, 'volumeName') !== '';
  return [
    object.metadata.name,
    phase,
    textAt(object.spec, 'volumeName'),
    bound ? textAt(object.status, 'capacity', 'storage') : '',
    bound ? accessModes(listAt(object.status, 'accessModes')) : '',
    classOf(object),
    textAt(object.spec, 'volumeAttributesClassName') || '<unset>',
    age(object, now),
    textAt(object.spec, 'volumeMode') || '<unset>',
  ];
};

const volume: Cells = (object, now) => {
  const ref = at(object.spec, 'claimRef');
  const phase =
    object.metadata.deletionTimestamp === undefined ? textAt(object.status, 'phase') : 'Terminating';
  return [
    object.metadata.name,
    textAt(object.spec, 'capacity', 'storage'),
    accessModes(listAt(object.spec, 'accessModes')),
    textAt(object.spec, 'persistentVolumeReclaimPolicy'),
    phase,
    isJsonObject(ref) ? `${textAt(ref, 'namespace')}/${textAt(ref, 'name')}` : '',
    classOf(object),
    textAt(object.spec, 'volumeAttributesClassName') || '<unset>',
    textAt(object.status, 'reason'),
    age(object, now),
    textAt(object.spec, 'volumeMode') || '<unset>',
  ];
};

const storageClass: Cells = (object, now) => {
  const isDefault = object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  return [
    isDefault ? `${object.metadata.name} (default)` : object.metadata.name,
    textAt(object, 'provisioner'),
    textAt(object, 'reclaimPolicy') || 'Delete',
    textAt(object, 'volumeBindingMode') || 'Immediate',
    at(object, 'allowVolumeExpansion') === true,
    age(object, now),
  ];
};

function reporter(event: KubernetesObject): string {
  const component = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent');
  const host = textAt(event, 'source', 'host') || textAt(event, 'reportingInstance');
  return host === '' ? component : `${component}, ${host}`;
}

const event: Cells = (object, now) => {
  const { metadata } = object;
  const eventTime = textAt(object, 'eventTime');
  const first = textAt(object, 'firstTimestamp') || eventTime;
  const series = textAt(object, 'series', 'lastObservedTime');
  const last = series || textAt(object, 'lastTimestamp') || first;
  const kind = textAt(object, 'involvedObject', 'kind').toLowerCase();
  const name = textAt(object, 'involvedObject', 'name');
  return [
    last === '' ? '<unknown>' : ageOf(last, now),
    textAt(object, 'type'),
    textAt(object, 'reason'),
    name === '' ? kind : `${kind}/${name}`,
    textAt(object, 'involvedObject', 'fieldPath'),
    reporter(object),
    textAt(object, 'message').trim(),
    first === '' ? '<unknown>' : ageOf(first, now),
    numberAt(object, 'series', 'count') || numberAt(object, 'count') || 1,
    metadata.name,
  ];
};

const definition: Cells = (object) => {
  const established = listAt(object.status, 'conditions').find((item) => at(item, 'type') === 'Established');
  return [
    object.metadata.name,
    textAt(object.spec, 'scope'),
    listAt(object.spec, 'versions')
      .map((version) => `${textAt(version, 'name')}${at(version, 'storage') === true ? '(storage)' : ''}`)
      .join(','),
    object.metadata.creationTimestamp,
    textAt(object.spec, 'group'),
    textAt(object.spec, 'names', 'kind'),
    listAt(object.spec, 'names', 'shortNames').join(','),
    textAt(established, 'status'),
  ];
};

const lease: Cells = (object, now) => [
  object.metadata.name,
  textAt(object.spec, 'holderIdentity'),
  age(object, now),
];

const webhooks: Cells = (object, now) => [
  object.metadata.name,
  listAt(object, 'webhooks').length,
  age(object, now),
];

const runtimeClass: Cells = (object, now) => [
  object.metadata.name,
  textAt(object, 'handler'),
  age(object, now),
];

/** Tables of the cluster's own things: nodes, namespaces, configuration, storage, events. */
export const clusterCells: Readonly<Record<string, Cells>> = {
  nodes: node,
  namespaces: namespace,
  configmaps: configMap,
  secrets: secret,
  serviceaccounts: serviceAccount,
  persistentvolumeclaims: claim,
  persistentvolumes: volume,
  'storageclasses.storage.k8s.io': storageClass,
  events: event,
  'customresourcedefinitions.apiextensions.k8s.io': definition,
  'leases.coordination.k8s.io': lease,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  'runtimeclasses.node.k8s.io': runtimeClass,
};
