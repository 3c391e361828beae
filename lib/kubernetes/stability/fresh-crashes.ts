import type { ClusterClient } from '../client/contract.ts';
import { type Fields, type KubernetesObject, refOf } from '../manifests/object.ts';
import { listAt, numberAt, textAt } from '../manifests/readers.ts';
import type { Problem } from './contract.ts';
import { makerOf } from './maker.ts';

/** How long a container has to run after a crash before its pod counts as sound. */
export const soundAfterMs = 10_000;

/**
 * Containers of a seemingly stable workload that crashed a moment ago. Between two crashes a container without a readiness probe counts as
 * ready, so a crash loop looks stable again and again.
 */
export async function freshCrashes(
  live: KubernetesObject,
  client: ClusterClient,
  signal?: AbortSignal | undefined,
): Promise<Problem[]> {
  const maker = await makerOf(live, client, signal);
  const now = Date.now();
  return (maker?.pods ?? []).flatMap((pod) =>
    listAt(pod, 'status', 'containerStatuses').flatMap((status) => freshCrash(pod, status, now) ?? []),
  );
}

/** A crash of which the container has not recovered for long; times are those of the node, `now` is ours. */
export function freshCrash(pod: KubernetesObject, status: Fields, now: number): Problem | undefined {
  const restarts = numberAt(status, 'restartCount') ?? 0;
  const exitCode = numberAt(status, 'lastState', 'terminated', 'exitCode') ?? 0;
  const startedAt = Date.parse(textAt(status, 'state', 'running', 'startedAt') ?? '');
  if (pod.metadata.deletionTimestamp || restarts === 0 || exitCode === 0 || now - startedAt > soundAfterMs)
    return undefined;
  const container = textAt(status, 'name') ?? '';
  const reason = textAt(status, 'lastState', 'terminated', 'reason') ?? 'Error';
  return {
    kind: 'crash',
    fatal: false,
    object: refOf(pod),
    container,
    image: textAt(status, 'image'),
    exitCode,
    restarts,
    reason,
    message: textAt(status, 'lastState', 'terminated', 'message') ?? '',
    sentence: `Container ${container} of pod ${pod.metadata.name} crashed (${reason}, exit code ${exitCode}) and runs again for less than ${soundAfterMs / 1000} s.`,
  };
}
