import type { ObjectStore } from '../../store/contract.ts';
import { badRequest, notFound } from '../../store/status-error.ts';
import { type Behavior, behaviorOf } from '../kubelet/behavior.ts';
import { placeOf } from '../kubelet/pod-run.ts';
import { millisOf } from '../objects/meta.ts';
import { type Container, type ContainerStatus, containersOf, type Pod } from '../objects/pod.ts';
import type { Clock } from '../runtime/clock.ts';
import { typed } from '../runtime/collection.ts';
import { type LogLine, type LogSpan, nextLineMs, printedLines } from './lines.ts';

/** What part of a log is asked for, as in the API's query. */
export interface LogOptions {
  /** The run before the present one. */
  previous?: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  sinceTime?: string;
  timestamps?: boolean;
  limitBytes?: number;
}

/** The logs of simulated containers. Both throw the API's StatusError when there is no such log. */
export interface LogProvider {
  /** The text printed so far. Without a container's name: the default one. */
  read(namespace: string, pod: string, container: string | undefined, options?: LogOptions): string;
  /** The text printed so far and then every new line, until the container ends or the pod is gone. */
  follow(
    namespace: string,
    pod: string,
    container: string | undefined,
    options?: LogOptions,
    signal?: AbortSignal,
  ): AsyncIterable<string>;
}

interface Source {
  pod: Pod;
  container: Container;
  behavior: Behavior;
  span: LogSpan;
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** Makes the provider over the pods in the store. */
export function createLogProvider(store: ObjectStore, clock: Clock): LogProvider {
  function find(namespace: string, name: string, wanted: string | undefined, previous: boolean): Source {
    const object = store.get('pods', namespace, name);
    if (!object) throw notFound('pods', name);
    const pod = typed<Pod>(object);
    const container = chooseContainer(pod, wanted);
    const isInit = pod.spec.initContainers?.includes(container) ?? false;
    const behavior = behaviorOf(pod, container, placeOf(container, isInit));
    return { pod, container, behavior, span: spanOf(pod, container, previous) };
  }

  function read(
    namespace: string,
    name: string,
    container: string | undefined,
    options: LogOptions = {},
  ): string {
    const source = find(namespace, name, container, options.previous ?? false);
    const nowMs = clock.millis();
    const { pod, behavior, span } = source;
    const lines = printedLines(pod, source.container, behavior, span, nowMs);
    return cut(format(choose(lines, options, nowMs), options), options.limitBytes);
  }

  async function* follow(
    namespace: string,
    name: string,
    container: string | undefined,
    options: LogOptions = {},
    signal?: AbortSignal,
  ): AsyncGenerator<string> {
    let source = find(namespace, name, container, options.previous ?? false);
    const { pod } = source;
    let toldMs = clock.millis();
    let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
    let text = read(namespace, name, container, options);
    for (;;) {
      const part = Buffer.from(text).subarray(0, left).toString();
      left -= part.length;
      if (part !== '') yield part;
      if (left <= 0 || source.span.finishedMs !== undefined || options.previous || signal?.aborted) return;
      await changeOf(
        store,
        clock,
        pod,
        nextLineMs(source.behavior, source.container, source.span, toldMs),
        signal,
      );
      const live = store.get('pods', namespace, name);
      if (!live || live.metadata.uid !== pod.metadata.uid || signal?.aborted) return;
      const { span } = source;
      source = { ...source, pod: typed<Pod>(live), span: endOf(typed<Pod>(live), source) };
      const nowMs = clock.millis();
      const since = toldMs;
      const lines = printedLines(source.pod, source.container, source.behavior, source.span, nowMs);
      const fresh = lines.filter(
        ({ atMs }) => atMs > since || (atMs === source.span.finishedMs && span.finishedMs === undefined),
      );
      text = format(fresh, options);
      toldMs = nowMs;
    }
  }

  return { read, follow };
}

/** The span that was followed, ended when the container has ended or begun anew since. */
function endOf(pod: Pod, { container, span }: Source): LogSpan {
  const status = statusOf(pod, container.name);
  const { state, lastState } = status ?? { state: {}, lastState: {} };
  if (state.running && millisOf(state.running.startedAt) === span.startedMs) return span;
  const ended = state.terminated ?? lastState.terminated;
  return { ...span, finishedMs: ended ? millisOf(ended.finishedAt) : span.startedMs };
}

function statusOf(pod: Pod, name: string): ContainerStatus | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  return [...containerStatuses, ...initContainerStatuses].find((status) => status.name === name);
}

function chooseContainer(pod: Pod, wanted: string | undefined): Container {
  const all = containersOf(pod);
  const name = wanted ?? pod.metadata.annotations?.[DEFAULT_CONTAINER];
  const found = name === undefined ? undefined : all.find((container) => container.name === name);
  if (found) return found;
  if (wanted !== undefined) throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  const only = pod.spec.containers[0];
  if (only && pod.spec.containers.length === 1) return only;
  const names = pod.spec.containers.map((container) => container.name).join(' ');
  const inits = (pod.spec.initContainers ?? []).map((container) => container.name).join(' ');
  const choice = `choose one of: [${names}]${inits ? ` or one of the init containers: [${inits}]` : ''}`;
  throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, ${choice}`);
}

function spanOf(pod: Pod, container: Container, previous: boolean): LogSpan {
  const { name } = container;
  const status = statusOf(pod, name);
  const last = status?.lastState.terminated;
  if (previous) {
    if (last) return { startedMs: millisOf(last.startedAt), finishedMs: millisOf(last.finishedAt) };
    throw badRequest(`previous terminated container "${name}" in pod "${pod.metadata.name}" not found`);
  }
  const { running, terminated, waiting } = status?.state ?? {};
  if (running) return { startedMs: millisOf(running.startedAt), finishedMs: undefined };
  const ended = terminated ?? last;
  if (ended) return { startedMs: millisOf(ended.startedAt), finishedMs: millisOf(ended.finishedAt) };
  const subject = `container "${name}" in pod "${pod.metadata.name}"`;
  const reason = waiting?.reason ?? '';
  if (/Image/.test(reason)) throw badRequest(`${subject} is waiting to start: ${reasonWords(reason)}`);
  if (!pod.spec.nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
  throw badRequest(`${subject} is waiting to start: ${reason || 'ContainerCreating'}`);
}

/** For image problems the kubelet says what it is trying rather than the reason's name. */
function reasonWords(reason: string): string {
  return reason === 'ErrImagePull' || reason === 'ImagePullBackOff'
    ? 'trying and failing to pull image'
    : reason;
}

function choose(lines: readonly LogLine[], options: LogOptions, nowMs: number): readonly LogLine[] {
  const { sinceSeconds, sinceTime, tailLines } = options;
  const fromMs =
    sinceSeconds !== undefined ? nowMs - sinceSeconds * 1000 : sinceTime ? Date.parse(sinceTime) : undefined;
  const recent = fromMs === undefined ? lines : lines.filter(({ atMs }) => atMs >= fromMs);
  if (tailLines === undefined || tailLines < 0) return recent;
  return tailLines === 0 ? [] : recent.slice(-tailLines);
}

function format(lines: readonly LogLine[], { timestamps }: LogOptions): string {
  return lines
    .map(({ atMs, text }) => {
      const stamp = new Date(atMs).toISOString().replace('Z', '000000Z');
      return timestamps ? `${stamp} ${text}\n` : `${text}\n`;
    })
    .join('');
}

function cut(text: string, limitBytes: number | undefined): string {
  return limitBytes === undefined ? text : Buffer.from(text).subarray(0, limitBytes).toString();
}

/** Resolves when the pod changes, the next line is due, or the reader leaves. */
function changeOf(
  store: ObjectStore,
  clock: Clock,
  pod: Pod,
  dueMs: number | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const cancel = dueMs === undefined ? undefined : clock.after(Math.max(0, dueMs - clock.millis()), done);
    const unwatch = store.watch('pods', ({ object }) => {
      if (object.metadata.uid === pod.metadata.uid) done();
    });
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      cancel?.();
      unwatch();
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
