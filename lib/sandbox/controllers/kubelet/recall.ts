import { millisOf } from '../objects/meta.ts';
import type { ContainerStatus, Pod, TerminatedState } from '../objects/pod.ts';
import { type ContainerRun, type Exit, idleRun } from './container-state.ts';
import { type NodeView, newPodRun, type PodRun } from './pod-run.ts';

/**
 * The run of a pod whose status was written in an earlier life of the sandbox: containers that ran go on running, crash
 * loops go on waiting.
 */
export function recallPodRun(pod: Pod, view: NodeView): PodRun {
  const run = newPodRun(pod, view);
  const { status } = pod;
  if (!status?.startTime) return run;
  run.seenMs = millisOf(status.startTime);
  run.hasSandbox = status.podIP !== undefined;
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  for (const member of run.members) {
    const known = all.find(({ name }) => name === member.container.name);
    if (known) member.run = recallContainer(known, view.nowMs);
  }
  if (status.phase === 'Failed' && status.reason)
    run.ended = { reason: status.reason, message: status.message ?? '' };
  return run;
}

function recallContainer(status: ContainerStatus, nowMs: number): ContainerRun {
  const { state, lastState, restartCount } = status;
  const run: ContainerRun = { ...idleRun(nowMs), restarts: restartCount };
  if (lastState.terminated) run.exit = exitOf(lastState.terminated, restartCount - 1);
  if (state.running)
    return {
      ...run,
      phase: 'running',
      sinceMs: millisOf(state.running.startedAt),
      // Looked at once more, for what may have come due meanwhile.
      dueMs: nowMs,
      isStarted: status.started ?? true,
      isReady: status.ready,
      backoffMs: restartCount > 0 ? 10_000 * 2 ** Math.min(restartCount - 1, 5) : 0,
    };
  if (state.terminated)
    return { ...run, phase: 'done', exit: exitOf(state.terminated, restartCount), dueMs: undefined };
  if (state.waiting?.reason === 'CrashLoopBackOff')
    return {
      ...run,
      phase: 'backoff',
      message: state.waiting.message,
      backoffMs: 10_000 * 2 ** Math.min(Math.max(0, restartCount - 1), 5),
      dueMs: nowMs + 10_000,
    };
  return run;
}

function exitOf(terminated: TerminatedState, restart: number): Exit {
  return {
    code: terminated.exitCode,
    reason: terminated.reason ?? 'Error',
    message: terminated.message,
    startedMs: millisOf(terminated.startedAt),
    finishedMs: millisOf(terminated.finishedAt),
    restart,
  };
}
