import type { Container, Pod, ResourceList } from './pod.ts';
import { quantity } from './quantity.ts';

function add(total: Record<string, number>, list: ResourceList | undefined): void {
  for (const resource in list) total[resource] = (total[resource] ?? 0) + quantity(list[resource]);
}

function raise(total: Record<string, number>, other: Record<string, number>): void {
  for (const [resource, amount] of Object.entries(other))
    total[resource] = Math.max(total[resource] ?? 0, amount);
}

function listOf(container: Container, which: 'requests' | 'limits'): ResourceList | undefined {
  const { requests, limits } = container.resources ?? {};
  return which === 'requests' ? { ...limits, ...requests } : limits;
}

/**
 * What a pod takes of each resource: the sum of its containers and sidecars, or more when an init container alone wants more.
 */
export function podResources(pod: Pod, which: 'requests' | 'limits' = 'requests'): Record<string, number> {
  const total: Record<string, number> = {};
  for (const container of pod.spec.containers) add(total, listOf(container, which));
  const sidecars: Record<string, number> = {};
  const largest: Record<string, number> = {};
  for (const container of pod.spec.initContainers ?? []) {
    const own = { ...sidecars };
    add(own, listOf(container, which));
    if (container.restartPolicy === 'Always') add(sidecars, listOf(container, which));
    raise(largest, own);
  }
  for (const [resource, amount] of Object.entries(sidecars))
    total[resource] = (total[resource] ?? 0) + amount;
  raise(total, largest);
  add(total, pod.spec.overhead);
  return total;
}
