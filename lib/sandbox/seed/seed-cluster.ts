import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DraftObject, ObjectStore } from '../store/contract.ts';

function namespace(name: string): [string, DraftObject] {
  return [
    'namespaces',
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  ];
}

function priorityClass(name: string, value: number, description: string): [string, DraftObject] {
  return [
    'priorityclasses.scheduling.k8s.io',
    {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value,
      description,
      preemptionPolicy: 'PreemptLowerPriority',
    },
  ];
}

const OBJECTS: readonly [string, DraftObject][] = [
  // The four that every cluster has, and the two that a delivery pipeline is tried on.
  ...['default', 'kube-node-lease', 'kube-public', 'kube-system', 'staging', 'production'].map(namespace),
  priorityClass(
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  ),
  priorityClass(
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ),
  [
    'services',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { component: 'apiserver', provider: 'kubernetes' },
      },
      spec: {
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        internalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
        sessionAffinity: 'None',
        type: 'ClusterIP',
      },
      status: { loadBalancer: {} },
    },
  ],
];

/** Volumes for whoever claims one: a bare cluster has none, a sandbox to try things on does. */
const STORAGE: [string, DraftObject] = [
  'storageclasses.storage.k8s.io',
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'standard',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'sandbox.foredeck.dev/volumes',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  },
];

/** The roles that the API server itself brings, as recorded from one. */
function clusterRoles(): [string, DraftObject][] {
  const file = join(import.meta.dirname, '../kinds/cluster-roles.json');
  const roles = JSON.parse(readFileSync(file, 'utf8')) as DraftObject[];
  return roles.map((role) => [`${role.kind.toLowerCase()}s.rbac.authorization.k8s.io`, role]);
}

/** Fills an empty store with what a cluster has before anybody uses it. What is there already stays as it is. */
export function seedCluster(store: ObjectStore, { storage = false }: { storage?: boolean } = {}): void {
  for (const [resource, object] of [...OBJECTS, ...(storage ? [STORAGE] : []), ...clusterRoles()]) {
    const { namespace: home, name = '' } = object.metadata;
    if (!store.get(resource, home, name)) store.create(resource, object);
  }
}
