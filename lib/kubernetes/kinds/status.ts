import type { Fields, KubernetesObject } from '../manifests/object.ts';
import { fieldsAt, numberAt } from '../manifests/readers.ts';
import type { StabilityStatus } from '../stability/contract.ts';

export const stableStatus: StabilityStatus = {
  stable: { state: true },
  available: { state: true },
  paused: { state: false },
  failed: { state: false },
};

export const noneReported: StabilityStatus = {
  ...stableStatus,
  stable: { state: false, message: 'No status reported yet' },
  available: { state: false, message: 'No availability reported' },
};

/** Still on its way; what serves keeps serving. */
export function unstable(message: string): StabilityStatus {
  return { ...stableStatus, stable: { state: false, message } };
}

export function unavailable(message: string): StabilityStatus {
  return { ...unstable(message), available: { state: false, message } };
}

export function failed(message: string): StabilityStatus {
  return { ...stableStatus, failed: { state: true, message } };
}

export function statusOf(object: KubernetesObject): Fields | undefined {
  return fieldsAt(object, 'status');
}

/** A counter of the status; Kubernetes leaves out zeros. */
export function countOf(status: Fields, name: string): number {
  return numberAt(status, name) ?? 0;
}

/** The controller has not looked at the newest spec yet, so its counters speak of the old one. */
export function isSpecUnseen(object: KubernetesObject, status: Fields): boolean {
  return numberAt(status, 'observedGeneration') !== object.metadata.generation;
}
