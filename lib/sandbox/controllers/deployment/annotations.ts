import type { Deployment } from '../objects/workloads.ts';
import {
  DESIRED_REPLICAS,
  type Generation,
  MAX_REPLICAS,
  REVISION,
  REVISION_HISTORY,
  revisionOf,
} from './generation.ts';

const HISTORY_CHARACTERS = 2000;

const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
]);

/**
 * Gives the current generation the deployment's annotations and the newest revision. One that comes back keeps the
 * revisions it had in its history.
 */
export function annotateCurrent(
  deployment: Deployment,
  current: Generation,
  older: readonly Generation[],
): void {
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (!NOT_COPIED.has(key)) current.annotations[key] = value;
  const newest = Math.max(0, ...older.map(revisionOf)) + 1;
  const before = current.annotations[REVISION];
  if (revisionOf(current) >= newest) return;
  current.annotations[REVISION] = String(newest);
  if (before === undefined) return;
  const history = (current.annotations[REVISION_HISTORY] ?? '').split(',').filter(Boolean);
  history.push(before);
  while (history.join(',').length > HISTORY_CHARACTERS) history.shift();
  current.annotations[REVISION_HISTORY] = history.join(',');
}

/** Notes on a generation how large the deployment was when it was scaled; proportional scaling compares with it. */
export function annotateSize(generation: Generation, desired: number, maxSurge: number): void {
  generation.annotations[DESIRED_REPLICAS] = String(desired);
  generation.annotations[MAX_REPLICAS] = String(desired + maxSurge);
}
