import { isSpecUnseen } from '../kinds/status.ts';
import { type KubernetesObject, type ObjectRef, refOf } from '../manifests/object.ts';
import { fieldsAt, listAt, textAt } from '../manifests/readers.ts';
import type { Problem } from './contract.ts';

/**
 * Conditions of a ReplicaSet that could not make its pods: the quota or an admission plug-in said no. A Deployment's own condition may speak
 * of an earlier revision, and one that was written before the newest wish of an earlier moment.
 */
export function replicaFailures(object: KubernetesObject): Problem[] {
  const status = fieldsAt(object, 'status');
  if (object.kind !== 'ReplicaSet' || !status || isSpecUnseen(object, status)) return [];
  return listAt(object, 'status', 'conditions')
    .filter(
      (condition) => textAt(condition, 'type') === 'ReplicaFailure' && textAt(condition, 'status') === 'True',
    )
    .map((condition) =>
      creationProblem(
        refOf(object),
        textAt(condition, 'reason') ?? 'FailedCreate',
        textAt(condition, 'message') ?? '',
      ),
    );
}

/** What events say of objects that have no condition for it: `FailedCreate` of the other workloads, probes and volumes of pods. */
export function eventProblems(events: readonly KubernetesObject[], object: ObjectRef): Problem[] {
  const problems = events.flatMap((event) => {
    const reason = textAt(event, 'reason') ?? '';
    const message = textAt(event, 'message') ?? textAt(event, 'note') ?? '';
    if (textAt(event, 'type') !== 'Warning') return [];
    return eventProblem(object, reason, message) ?? [];
  });
  const newest = new Map(problems.map((problem) => [`${problem.kind} ${problem.reason}`, problem]));
  return [...newest.values()];
}

function eventProblem(object: ObjectRef, reason: string, message: string): Problem | undefined {
  const name = `${object.kind === 'Pod' ? 'Pod' : object.kind} ${object.name}`;
  switch (reason) {
    case 'FailedCreate':
      return creationProblem(object, reason, message);
    case 'Unhealthy':
      return {
        kind: 'probe',
        fatal: false,
        object,
        reason,
        message,
        sentence: `${name} is not healthy: ${message}`,
      };
    case 'FailedMount':
    case 'FailedAttachVolume':
    case 'ProvisioningFailed':
      return {
        kind: 'volume',
        fatal: false,
        object,
        reason,
        message,
        sentence: `${name} does not get its volume: ${message}`,
      };
    default:
      return undefined;
  }
}

function creationProblem(object: ObjectRef, reason: string, message: string): Problem {
  const isQuota = /exceeded quota|forbidden: .*quota/i.test(message);
  const isRefused =
    /denied|admission webhook|violates PodSecurity|is forbidden|ValidatingAdmissionPolicy/i.test(message);
  const kind = isQuota ? 'quota' : 'admission';
  // A service account made a moment ago, or a webhook that is just starting, answers by itself a little later.
  const passes = /error looking up service account|failed calling webhook|serviceaccount .* not found/i.test(
    message,
  );
  return {
    kind,
    fatal: (isQuota || isRefused) && !passes,
    object,
    reason,
    message,
    sentence: `${object.kind} ${object.name} may not create pods: ${message || reason}`,
  };
}

/** Whether an event was seen (last) at or after a time; both are of whole seconds, by the server's clock. */
export function isSince(event: KubernetesObject, time: string): boolean {
  const seen =
    textAt(event, 'series', 'lastObservedTime') ??
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'eventTime');
  return Date.parse(seen ?? event.metadata.creationTimestamp ?? '') >= Date.parse(time);
}
