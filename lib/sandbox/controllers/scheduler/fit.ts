import { isDeleting } from '../objects/meta.ts';
import type { Node, Taint } from '../objects/node.ts';
import type { NodeSelectorTerm, Pod, Toleration } from '../objects/pod.ts';
import { quantity } from '../objects/quantity.ts';
import { hasLabels } from '../objects/selector.ts';

/** A node and what its pods have already taken. */
export interface NodeLoad {
  node: Node;
  pods: number;
  used: Readonly<Record<string, number>>;
}

/** Why a pod does not fit a node: the scheduler's words, and whether evicting others could ever help. */
export interface Misfit {
  reasons: string[];
  canPreempt: boolean;
}

/** Whether a pod may run on a node; in the order of the real scheduler's filters, the first that refuses speaks. */
export function misfit(pod: Pod, requests: Record<string, number>, load: NodeLoad): Misfit | undefined {
  const { node } = load;
  const never = (reason: string): Misfit => ({ reasons: [reason], canPreempt: false });
  const tolerations = pod.spec.tolerations ?? [];
  const unschedulable: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (isDeleting(node)) return never('node(s) were unschedulable');
  if (node.spec?.unschedulable && !isTolerated(unschedulable, tolerations))
    return never('node(s) were unschedulable');
  const taints = (node.spec?.taints ?? []).filter(
    ({ effect, key }) => effect !== 'PreferNoSchedule' && key !== unschedulable.key,
  );
  if (taints.some((taint) => !isTolerated(taint, tolerations)))
    return never('node(s) had untolerated taint(s)');
  if (!isWanted(pod, node)) return never("node(s) didn't match Pod's node affinity/selector");
  return scarcity(requests, load);
}

function scarcity(requests: Record<string, number>, { node, pods, used }: NodeLoad): Misfit | undefined {
  const reasons: string[] = [];
  let canPreempt = true;
  const allocatable = node.status?.allocatable ?? {};
  if (pods + 1 > quantity(allocatable.pods ?? 110)) reasons.push('Too many pods');
  for (const [resource, amount] of Object.entries(requests)) {
    if (amount === 0) continue;
    const total = quantity(allocatable[resource]);
    if ((used[resource] ?? 0) + amount <= total) continue;
    reasons.push(`Insufficient ${resource}`);
    if (amount > total) canPreempt = false;
  }
  return reasons.length > 0 ? { reasons, canPreempt } : undefined;
}

/** Whether one of the tolerations covers the taint. */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some((toleration) => {
    if (toleration.effect && toleration.effect !== taint.effect) return false;
    if (toleration.key && toleration.key !== taint.key) return false;
    if (toleration.operator === 'Exists') return true;
    return toleration.key === taint.key && (toleration.value ?? '') === (taint.value ?? '');
  });
}

/** Whether the pod's node selector and required node affinity accept the node. */
export function isWanted(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  if (pod.spec.nodeSelector && !hasLabels(labels, pod.spec.nodeSelector)) return false;
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => termMatches(term, node));
}

function termMatches(term: NodeSelectorTerm, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  const expressions = (term.matchExpressions ?? []).map((expression) => ({
    ...expression,
    actual: labels[expression.key],
  }));
  const fields = (term.matchFields ?? []).map((field) => ({ ...field, actual: node.metadata.name }));
  const all = [...expressions, ...fields];
  return all.length > 0 && all.every(({ operator, values = [], actual }) => holds(operator, values, actual));
}

function holds(operator: string, values: readonly string[], actual: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    case 'Gt':
      return actual !== undefined && Number(actual) > Number(values[0]);
    case 'Lt':
      return actual !== undefined && Number(actual) < Number(values[0]);
    default:
      return false;
  }
}
