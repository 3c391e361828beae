import type { KubernetesObject, ResourceId } from '../../store/object.ts';
import { clusterCells } from './cluster-cells.ts';
import { networkCells } from './network-cells.ts';
import { podCells } from './pod-cells.ts';
import { policyCells } from './policy-cells.ts';
import { workloadCells } from './workload-cells.ts';

/** Makes the cells of an object, in the order of its kind's recorded columns. */
export type Cells = (object: KubernetesObject, now: Date) => unknown[];

const CELLS: Readonly<Record<ResourceId, Cells>> = {
  pods: podCells,
  ...workloadCells,
  ...networkCells,
  ...clusterCells,
  ...policyCells,
};

/** The cells of a kind whose columns we can fill; undefined for others. */
export function cellsOf(id: ResourceId, object: KubernetesObject, now: Date): unknown[] | undefined {
  return CELLS[id]?.(object, now);
}
