import {
  type KubernetesObject,
  labelsOf,
  loadBalancersOf,
  selectorLabelsOf,
  textsAt,
} from '#lib/kubernetes/index.ts';

/** Whether a Service of its namespace selects the pods; null where none does and none should. */
export function hasTraffic(group: KubernetesObject, services: readonly KubernetesObject[]): boolean | null {
  const labels =
    group.kind === 'Pod' ? labelsOf(group) : textsAt(group, 'spec', 'template', 'metadata', 'labels');
  const here = services.filter((service) => service.metadata.namespace === group.metadata.namespace);
  const isSelected = here.some((service) => {
    const selector = Object.entries(selectorLabelsOf(service));
    return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
  });
  if (isSelected) return true;
  // Reported without traffic only when it names load balancers that do not select it (reference section 5.9).
  return loadBalancersOf(group).length > 0 ? false : null;
}
