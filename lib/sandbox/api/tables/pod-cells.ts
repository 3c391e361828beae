import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, textAt } from '../../store/read-json.ts';
import { ageOf, humanDuration } from './age.ts';

interface Summary {
  reason: string;
  restarts: number;
  ready: number;
  lastRestart: number;
}

function lastFinished(status: unknown): number {
  return Date.parse(textAt(status, 'lastState', 'terminated', 'finishedAt')) || 0;
}

/** What stopped a container, in a word: its reason, or its signal or exit code. */
function terminatedReason(state: unknown): string {
  const reason = textAt(state, 'reason');
  if (reason !== '') return reason;
  const signal = numberAt(state, 'signal');
  return signal === 0 ? `ExitCode:${numberAt(state, 'exitCode')}` : `Signal:${signal}`;
}

function isRestartableInit(pod: KubernetesObject, name: string): boolean {
  const container = listAt(pod.spec, 'initContainers').find(
    (candidate) => textAt(candidate, 'name') === name,
  );
  return textAt(container, 'restartPolicy') === 'Always';
}

/** Walks the init containers; true when one of them still holds the pod back. */
function summarizeInit(pod: KubernetesObject, summary: Summary): boolean {
  const total = listAt(pod.spec, 'initContainers').length;
  for (const [index, status] of listAt(pod.status, 'initContainerStatuses').entries()) {
    summary.restarts += numberAt(status, 'restartCount');
    summary.lastRestart = Math.max(summary.lastRestart, lastFinished(status));
    const terminated = at(status, 'state', 'terminated');
    const sidecar = isRestartableInit(pod, textAt(status, 'name'));
    if (terminated !== undefined && numberAt(terminated, 'exitCode') === 0) continue;
    if (sidecar && at(status, 'started') === true) {
      if (at(status, 'ready') === true) summary.ready += 1;
      continue;
    }
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    if (terminated !== undefined) summary.reason = `Init:${terminatedReason(terminated)}`;
    else if (waiting !== '' && waiting !== 'PodInitializing') summary.reason = `Init:${waiting}`;
    else summary.reason = `Init:${index}/${total}`;
    return true;
  }
  return false;
}

function summarizeContainers(pod: KubernetesObject, summary: Summary): void {
  let hasRunning = false;
  for (const status of [...listAt(pod.status, 'containerStatuses')].reverse()) {
    summary.restarts += numberAt(status, 'restartCount');
    summary.lastRestart = Math.max(summary.lastRestart, lastFinished(status));
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    const terminated = at(status, 'state', 'terminated');
    if (waiting !== '') summary.reason = waiting;
    else if (terminated !== undefined) summary.reason = terminatedReason(terminated);
    else if (at(status, 'ready') === true && at(status, 'state', 'running') !== undefined) {
      hasRunning = true;
      summary.ready += 1;
    }
  }
  if (summary.reason !== 'Completed' || !hasRunning) return;
  const ready = listAt(pod.status, 'conditions').some(
    (condition) => at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  );
  summary.reason = ready ? 'Running' : 'NotReady';
}

function summarize(pod: KubernetesObject): Summary {
  const reason = textAt(pod.status, 'reason') || textAt(pod.status, 'phase');
  const summary: Summary = { reason, restarts: 0, ready: 0, lastRestart: 0 };
  for (const condition of listAt(pod.status, 'conditions')) {
    if (at(condition, 'type') === 'PodScheduled' && at(condition, 'reason') === 'SchedulingGated') {
      summary.reason = 'SchedulingGated';
    }
  }
  const held = summarizeInit(pod, summary);
  if (!held || isInitialized(pod)) summarizeContainers(pod, summary);
  if (pod.metadata.deletionTimestamp !== undefined) {
    const phase = textAt(pod.status, 'phase');
    if (textAt(pod.status, 'reason') === 'NodeLost') summary.reason = 'Unknown';
    else if (phase !== 'Succeeded' && phase !== 'Failed') summary.reason = 'Terminating';
  }
  return summary;
}

function isInitialized(pod: KubernetesObject): boolean {
  return listAt(pod.status, 'conditions').some(
    (condition) => at(condition, 'type') === 'Initialized' && at(condition, 'status') === 'True',
  );
}

function readinessGates(pod: KubernetesObject): string {
  const gates = listAt(pod.spec, 'readinessGates');
  if (gates.length === 0) return '<none>';
  const met = gates.filter((gate) =>
    listAt(pod.status, 'conditions').some(
      (condition) =>
        at(condition, 'type') === at(gate, 'conditionType') && at(condition, 'status') === 'True',
    ),
  );
  return `${met.length}/${gates.length}`;
}

/** Name, ready, status, restarts, age, IP, node, nominated node, readiness gates. */
export function podCells(pod: KubernetesObject, now: Date): unknown[] {
  const summary = summarize(pod);
  const sidecars = listAt(pod.spec, 'initContainers').filter(
    (item) => at(item, 'restartPolicy') === 'Always',
  );
  const total = listAt(pod.spec, 'containers').length + sidecars.length;
  const restarts =
    summary.restarts > 0 && summary.lastRestart > 0
      ? `${summary.restarts} (${humanDuration(now.getTime() - summary.lastRestart)} ago)`
      : `${summary.restarts}`;
  return [
    pod.metadata.name,
    `${summary.ready}/${total}`,
    summary.reason,
    restarts,
    ageOf(pod.metadata.creationTimestamp, now),
    textAt(pod.status, 'podIPs', 0, 'ip') || textAt(pod.status, 'podIP') || '<none>',
    textAt(pod.spec, 'nodeName') || '<none>',
    textAt(pod.status, 'nominatedNodeName') || '<none>',
    readinessGates(pod),
  ];
}
