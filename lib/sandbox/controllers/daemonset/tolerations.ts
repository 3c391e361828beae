import type { PodSpec, Toleration } from '../objects/pod.ts';

const NODE_TAINTS: readonly [string, string][] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
];

/** The tolerations of a daemon pod: the template's own, and those for a node in trouble, where daemons stay. */
export function daemonTolerations(spec: PodSpec): Toleration[] {
  const own = spec.tolerations ?? [];
  const taints = spec.hostNetwork
    ? [...NODE_TAINTS, ['node.kubernetes.io/network-unavailable', 'NoSchedule'] as const]
    : NODE_TAINTS;
  const added = taints
    .filter(
      ([key, effect]) => !own.some((toleration) => toleration.key === key && toleration.effect === effect),
    )
    .map(([key, effect]) => ({ key, operator: 'Exists', effect }));
  return [...own, ...added];
}

/** The spec that ties a daemon pod to its node, still leaving the placing to the scheduler. */
export function specForNode(spec: PodSpec, node: string): PodSpec {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const byName = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const terms = required?.nodeSelectorTerms.length
    ? required.nodeSelectorTerms.map((term) => ({ ...term, matchFields: byName }))
    : [{ matchFields: byName }];
  return {
    ...spec,
    tolerations: daemonTolerations(spec),
    affinity: {
      ...spec.affinity,
      nodeAffinity: {
        ...spec.affinity?.nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
      },
    },
  };
}

/** The node a daemon pod is meant for, before and after it is placed. */
export function targetNode(spec: PodSpec): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.find(({ key }) => key === 'metadata.name')?.values?.[0];
}
