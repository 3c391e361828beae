import type { KubernetesObject, ObjectStore } from '../../store/contract.ts';
import { type Behavior, behaviorOf } from '../kubelet/behavior.ts';
import { placeOf } from '../kubelet/pod-run.ts';
import { millisOf } from '../objects/meta.ts';
import { type Container, type ContainerStatus, containersOf, type Pod } from '../objects/pod.ts';
import type { Clock } from '../runtime/clock.ts';
import { typed } from '../runtime/collection.ts';
import { type LogSpan, nextLineMs, printedLines } from './lines.ts';

/** One line of a container's log. */
export interface LogLine {
  readonly time: Date;
  readonly text: string;
}

/** The logs of simulated containers, as the API's `log` subresource wants them. */
export interface LogProvider {
  /** Lines written so far by the container's current (or previous) run; nothing when there was no such run. */
  read(pod: KubernetesObject, container: string, previous: boolean): readonly LogLine[] | undefined;
  /** Calls back for each new line until the returned function is called; `ended` when the container stops. */
  follow(
    pod: KubernetesObject,
    container: string,
    onLine: (line: LogLine) => void,
    ended: () => void,
  ): () => void;
}

interface Source {
  pod: Pod;
  container: Container;
  behavior: Behavior;
  span: LogSpan;
}

/** Makes the provider over the pods in the store. */
export function createLogProvider(store: ObjectStore, clock: Clock): LogProvider {
  return {
    read(object, name, previous) {
      const source = sourceOf(typed<Pod>(object), name, previous);
      return source && linesOf(source, clock.millis());
    },
    follow(object, name, onLine, ended) {
      const source = sourceOf(typed<Pod>(object), name, false);
      if (source && source.span.finishedMs === undefined) return follow(store, clock, source, onLine, ended);
      return clock.soon(ended);
    },
  };
}

function sourceOf(pod: Pod, name: string, previous: boolean): Source | undefined {
  const container = containersOf(pod).find((candidate) => candidate.name === name);
  const span = container && spanOf(pod, container, previous);
  if (!container || !span) return undefined;
  const isInit = pod.spec.initContainers?.includes(container) ?? false;
  return { pod, container, span, behavior: behaviorOf(pod, container, placeOf(container, isInit)) };
}

function linesOf({ pod, container, behavior, span }: Source, nowMs: number): LogLine[] {
  return printedLines(pod, container, behavior, span, nowMs).map(({ atMs, text }) => ({
    time: new Date(atMs),
    text,
  }));
}

function statusOf(pod: Pod, name: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  return [...containerStatuses, ...initContainerStatuses].find((status) => status.name === name);
}

/** While a container waits to be restarted, its log is still that of the run before. */
function spanOf(pod: Pod, { name }: Container, previous: boolean): LogSpan | undefined {
  const { state, lastState } = statusOf(pod, name) ?? {};
  if (!previous && state?.running)
    return { startedMs: millisOf(state.running.startedAt), finishedMs: undefined };
  const ended = previous ? lastState?.terminated : (state?.terminated ?? lastState?.terminated);
  return ended && { startedMs: millisOf(ended.startedAt), finishedMs: millisOf(ended.finishedAt) };
}

/** Wakes for the next periodic line and whenever the pod changes; nothing else runs meanwhile. */
function follow(
  store: ObjectStore,
  clock: Clock,
  first: Source,
  onLine: (line: LogLine) => void,
  ended: () => void,
): () => void {
  const { container, behavior, span } = first;
  let pod = first.pod;
  let told = linesOf(first, clock.millis()).length;
  let toldMs = clock.millis();
  let cancelTimer: (() => void) | undefined;

  function tell(now: LogSpan): void {
    const lines = linesOf({ pod, container, behavior, span: now }, clock.millis());
    // A full ring no longer grows: then only the times tell which lines are new.
    const fresh =
      told < lines.length ? lines.slice(told) : lines.filter(({ time }) => time.getTime() > toldMs);
    told = lines.length;
    toldMs = clock.millis();
    for (const line of fresh) onLine(line);
  }

  function arm(): void {
    cancelTimer?.();
    const dueMs = nextLineMs(behavior, container, span, clock.millis());
    if (dueMs === undefined) return;
    cancelTimer = clock.after(Math.max(1, dueMs - clock.millis()), () => {
      tell(span);
      arm();
    });
  }

  function end(): void {
    stop();
    ended();
  }

  const unwatch = store.watch('pods', ({ type, object }) => {
    if (object.metadata.uid !== pod.metadata.uid) return;
    pod = typed<Pod>(object);
    const live = statusOf(pod, container.name);
    const isSame = live?.state.running && millisOf(live.state.running.startedAt) === span.startedMs;
    if (isSame && type !== 'DELETED') return;
    const exit = live?.state.terminated ?? live?.lastState.terminated;
    tell({ ...span, finishedMs: exit ? millisOf(exit.finishedAt) : clock.millis() });
    end();
  });

  function stop(): void {
    cancelTimer?.();
    unwatch();
  }

  arm();
  return stop;
}
