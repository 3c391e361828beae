import { daemonSetStability } from './daemon-set.ts';
import { deploymentStability } from './deployment.ts';
import { horizontalPodAutoscalerStability } from './horizontal-pod-autoscaler.ts';
import { cronJobStability, jobStability } from './job.ts';
import type { Kind, KindAction } from './kind.ts';
import { podStability } from './pod.ts';
import { replicaSetStability } from './replica-set.ts';
import { statefulSetStability } from './stateful-set.ts';
import { stableStatus } from './status.ts';

/** A kind the cluster defines itself and nobody described: deployed last, never versioned, stable once it exists. */
export const defaultKind: Kind = {
  kind: '',
  name: '',
  apiVersion: '',
  aliases: [],
  spinnakerKind: 'unclassified',
  priority: 1000,
  versioned: false,
  clusterScoped: false,
  actions: [],
  stability: () => stableStatus,
};

type Row = Partial<Omit<Kind, 'kind' | 'name' | 'apiVersion' | 'priority'>>;

function row(kind: string, name: string, apiVersion: string, priority: number, facts: Row = {}): Kind {
  return { ...defaultKind, kind, name, apiVersion, priority, ...facts };
}

const rbac = 'rbac.authorization.k8s.io/v1';
const admission = 'admissionregistration.k8s.io/v1';
// Only a Deployment can be paused: the API has no such field elsewhere, and kubectl refuses it.
const rollout: readonly KindAction[] = ['undo', 'restart', 'receivesTraffic'];
const clusterScoped = true;
const versioned = true;

/** Order, classes and names of the reference, section 5.5; priorities leave room between them for kinds of the cluster's own. */
export const kinds: readonly Kind[] = [
  row('Namespace', 'namespace', 'v1', 0, { aliases: ['ns'], clusterScoped }),
  row('Role', 'role', rbac, 20),
  row('ClusterRole', 'clusterRole', rbac, 20, { clusterScoped }),
  row('CustomResourceDefinition', 'customResourceDefinition', 'apiextensions.k8s.io/v1', 30, {
    aliases: ['crd'],
    clusterScoped,
  }),
  row('RoleBinding', 'roleBinding', rbac, 30),
  row('ClusterRoleBinding', 'clusterRoleBinding', rbac, 30, { clusterScoped }),
  row('PersistentVolume', 'persistentVolume', 'v1', 40, {
    aliases: ['pv'],
    clusterScoped,
    spinnakerKind: 'configs',
  }),
  row('ServiceAccount', 'serviceAccount', 'v1', 40, { aliases: ['sa'] }),
  row('StorageClass', 'storageClass', 'storage.k8s.io/v1', 40, { aliases: ['sc'], clusterScoped }),
  row('MutatingWebhookConfiguration', 'mutatingWebhookConfiguration', admission, 40, { clusterScoped }),
  row('ValidatingWebhookConfiguration', 'validatingWebhookConfiguration', admission, 40, { clusterScoped }),
  row('ConfigMap', 'configMap', 'v1', 50, { aliases: ['cm'], versioned, spinnakerKind: 'configs' }),
  row('Secret', 'secret', 'v1', 50, { versioned, spinnakerKind: 'configs' }),
  row('PersistentVolumeClaim', 'persistentVolumeClaim', 'v1', 50, {
    aliases: ['pvc'],
    spinnakerKind: 'configs',
  }),
  row('Service', 'service', 'v1', 70, {
    aliases: ['svc'],
    spinnakerKind: 'loadBalancers',
    actions: ['balancesLoad'],
  }),
  row('Ingress', 'ingress', 'networking.k8s.io/v1', 70, { aliases: ['ing'], spinnakerKind: 'loadBalancers' }),
  row('NetworkPolicy', 'networkPolicy', 'networking.k8s.io/v1', 70, {
    aliases: ['netpol'],
    spinnakerKind: 'securityGroups',
  }),
  row('APIService', 'apiService', 'apiregistration.k8s.io/v1', 80, { clusterScoped }),
  row('LimitRange', 'limitRange', 'v1', 90),
  row('PodPreset', 'podPreset', 'settings.k8s.io/v1alpha1', 90),
  row('PodSecurityPolicy', 'podSecurityPolicy', 'policy/v1beta1', 90, { clusterScoped }),
  row('PodDisruptionBudget', 'podDisruptionBudget', 'policy/v1', 90, { aliases: ['pdb'] }),
  row('Deployment', 'deployment', 'apps/v1', 100, {
    aliases: ['deploy'],
    spinnakerKind: 'serverGroupManagers',
    actions: ['scale', 'resize', 'pause', ...rollout],
    stability: deploymentStability,
  }),
  row('ReplicaSet', 'replicaSet', 'apps/v1', 100, {
    aliases: ['rs'],
    spinnakerKind: 'serverGroups',
    versioned,
    actions: ['scale', 'resize', 'receivesTraffic'],
    stability: replicaSetStability,
  }),
  row('StatefulSet', 'statefulSet', 'apps/v1', 100, {
    aliases: ['sts'],
    spinnakerKind: 'serverGroups',
    actions: ['scale', 'resize', ...rollout],
    stability: statefulSetStability,
  }),
  row('DaemonSet', 'daemonSet', 'apps/v1', 100, {
    aliases: ['ds'],
    spinnakerKind: 'serverGroups',
    actions: ['resize', ...rollout],
    stability: daemonSetStability,
  }),
  row('Job', 'job', 'batch/v1', 100, {
    spinnakerKind: 'serverGroups',
    actions: ['receivesTraffic'],
    stability: jobStability,
  }),
  row('CronJob', 'cronJob', 'batch/v1', 100, {
    aliases: ['cj'],
    spinnakerKind: 'serverGroups',
    actions: ['receivesTraffic'],
    stability: cronJobStability,
  }),
  row('Pod', 'pod', 'v1', 100, {
    aliases: ['po'],
    spinnakerKind: 'instances',
    versioned,
    actions: ['receivesTraffic'],
    stability: podStability,
  }),
  row('HorizontalPodAutoscaler', 'horizontalpodautoscaler', 'autoscaling/v2', 110, {
    aliases: ['hpa'],
    stability: horizontalPodAutoscalerStability,
  }),
  row('CSIDriver', 'CSIDriver', 'storage.k8s.io/v1', 1000, { clusterScoped }),
  row('CSINode', 'CSINode', 'storage.k8s.io/v1', 1000, { clusterScoped }),
];
