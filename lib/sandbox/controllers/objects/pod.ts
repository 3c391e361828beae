import type { Condition, Stored } from './meta.ts';

export type ResourceList = Record<string, string | number>;

export interface Probe {
  httpGet?: { path?: string; port: number | string; scheme?: string };
  tcpSocket?: { port: number | string };
  exec?: { command?: string[] };
  grpc?: { port: number };
  initialDelaySeconds?: number;
  periodSeconds?: number;
  timeoutSeconds?: number;
  failureThreshold?: number;
  successThreshold?: number;
}

export interface Container {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  imagePullPolicy?: string;
  restartPolicy?: string;
  ports?: { name?: string; containerPort: number; protocol?: string; hostPort?: number }[];
  resources?: { requests?: ResourceList; limits?: ResourceList };
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  startupProbe?: Probe;
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  env?: { name: string; value?: string; valueFrom?: EnvSource }[];
  envFrom?: { configMapRef?: KeySource; secretRef?: KeySource }[];
}

interface KeySource {
  name?: string;
  optional?: boolean;
}

interface EnvSource {
  fieldRef?: { fieldPath: string };
  configMapKeyRef?: KeySource & { key: string };
  secretKeyRef?: KeySource & { key: string };
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export interface NodeSelectorTerm {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchFields?: { key: string; operator: string; values?: string[] }[];
}

export interface Volume {
  name: string;
  configMap?: KeySource;
  secret?: { secretName?: string; optional?: boolean };
  persistentVolumeClaim?: { claimName: string };
  projected?: { sources?: unknown[] };
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  affinity?: {
    nodeAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: NodeSelectorTerm[] };
    };
  };
  volumes?: Volume[];
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  schedulerName?: string;
  schedulingGates?: { name: string }[];
  serviceAccountName?: string;
  hostNetwork?: boolean;
  hostname?: string;
  subdomain?: string;
  readinessGates?: { conditionType: string }[];
  activeDeadlineSeconds?: number;
  overhead?: ResourceList;
}

export interface PodTemplate {
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  spec: PodSpec;
}

export interface TerminatedState {
  exitCode: number;
  reason?: string;
  message?: string;
  startedAt: string | null;
  finishedAt: string | null;
  containerID?: string;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt: string };
  terminated?: TerminatedState;
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started?: boolean;
  restartCount: number;
  state: ContainerState;
  lastState: ContainerState;
  [more: string]: unknown;
}

export interface PodStatus {
  phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  conditions?: Condition[];
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
  hostIP?: string;
  hostIPs?: { ip: string }[];
  podIP?: string;
  podIPs?: { ip: string }[];
  qosClass?: string;
  startTime?: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
}

export interface Pod extends Stored {
  spec: PodSpec;
  status?: PodStatus;
}

/** Whether the pod has ended for good. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** A pod that counts for its workload: neither ended nor being deleted. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** The Ready condition says True. */
export function isReady(pod: Pod): boolean {
  for (const condition of pod.status?.conditions ?? [])
    if (condition.type === 'Ready') return condition.status === 'True';
  return false;
}

/** When the pod became ready, in milliseconds; nothing while it is not ready. */
export function readySince(pod: Pod): number | undefined {
  for (const condition of pod.status?.conditions ?? [])
    if (condition.type === 'Ready')
      return condition.status === 'True' ? Date.parse(condition.lastTransitionTime ?? '') || 0 : undefined;
  return undefined;
}

/**
 * Whether the pod has been ready long enough to count as available. When not, how many milliseconds remain.
 */
export function availability(
  pod: Pod,
  minReadySeconds: number,
  nowMs: number,
): { available: boolean; remainingMs?: number } {
  if (minReadySeconds === 0) return { available: isReady(pod) };
  const since = readySince(pod);
  if (since === undefined) return { available: false };
  const remainingMs = since + minReadySeconds * 1000 - nowMs;
  return remainingMs <= 0 ? { available: true } : { available: false, remainingMs };
}

/** All containers in the order they are declared, init containers first. */
export function containersOf(pod: Pod): Container[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
}
