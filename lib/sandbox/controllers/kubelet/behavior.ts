import type { Container, Pod, Probe } from '../objects/pod.ts';
import { readCommand } from './command.ts';
import { parseImage } from './image.ts';

const READY_AFTER = 'sandbox.foredeck.dev/ready-after';
const EXIT_CODE = 'sandbox.foredeck.dev/exit-code';
const RUN_FOR = 'sandbox.foredeck.dev/run-for';
const LOG = 'sandbox.foredeck.dev/log';

/** How a container conducts itself once it is started. See README.md, "Images that misbehave". */
export interface Behavior {
  /** The registry does not have the image. */
  isMissing: boolean;
  /** How long one run lasts; absent: until it is stopped. */
  runMs: number | undefined;
  exitCode: number;
  exitReason: 'Completed' | 'Error' | 'OOMKilled';
  /** From start to ready; absent: never. */
  readyMs: number | undefined;
  /** While it is not ready, its readiness probe is seen to fail. */
  failsReadiness: boolean;
  /** From start to the end of the start-up probe. */
  startedMs: number;
  /** Liveness fails after so long; absent: it never does. */
  unhealthyMs: number | undefined;
  /** What it prints on start, and before it ends badly. */
  lines: string[];
  lastWords: string | undefined;
}

/** Where the container stands in its pod; each place has its own habit of ending. */
export type Place = 'main' | 'init' | 'sidecar';

const SECOND = 1000;
/** Nobody who tries something wants to wait three minutes for a delay that was set for a real server. */
const LONGEST_PROBE_MS = 5000;

/** Reads a behaviour from the image's name, the pod's annotations and the command. Pure. */
export function behaviorOf(pod: Pod, container: Container, place: Place): Behavior {
  const { repository, tag } = parseImage(container.image ?? '');
  const name = tag.toLowerCase();
  const annotations = place === 'main' ? (pod.metadata.annotations ?? {}) : {};
  const effect = readCommand(container.command, container.args);
  const runsToEnd =
    place === 'init' || (place === 'main' && (pod.spec.restartPolicy ?? 'Always') !== 'Always');
  const exit = exitOf(name, annotations, effect, runsToEnd, place);
  const startedMs = container.startupProbe ? probeMs(container.startupProbe) : 0;
  const asked = durationMs(annotations[READY_AFTER]);
  const isLate = asked !== undefined || name.includes('slow');
  const isNever = name.includes('never-ready');
  // What dies while it starts must not count as available for its one second, or a rollout of it would go through.
  const diesStarting = place === 'main' && exit.exitCode !== 0 && (exit.runMs ?? 0) <= SECOND;
  return {
    isMissing: name.endsWith('does-not-exist') || repository.includes('does-not-exist'),
    ...exit,
    startedMs,
    readyMs:
      isNever || (diesStarting && !isLate) ? undefined : (asked ?? readyAfter(name, container, startedMs)),
    failsReadiness: isNever || (isLate && container.readinessProbe !== undefined),
    unhealthyMs: livenessEnd(name, container),
    lines: [...(effect?.lines ?? []), ...(annotations[LOG]?.split('\n') ?? [])],
  };
}

function exitOf(
  name: string,
  annotations: Record<string, string>,
  effect: ReturnType<typeof readCommand>,
  runsToEnd: boolean,
  place: Place,
): Pick<Behavior, 'runMs' | 'exitCode' | 'exitReason' | 'lastWords'> {
  const runFor = durationMs(annotations[RUN_FOR]);
  const asked = annotations[EXIT_CODE] === undefined ? undefined : Number(annotations[EXIT_CODE]) & 255;
  const usual = place === 'init' ? SECOND / 5 : SECOND;
  if (/(^|[^a-z])oom([^a-z]|$)/.test(name))
    return { runMs: runFor ?? SECOND, exitCode: 137, exitReason: 'OOMKilled', lastWords: undefined };
  const isFailing = name.includes('crash') || (runsToEnd && name.includes('fail'));
  const exitCode = asked ?? (isFailing ? 1 : (effect?.exitCode ?? 0));
  const ends = runsToEnd || isFailing || asked !== undefined || runFor !== undefined || effect !== undefined;
  const length = runFor ?? (isFailing || asked !== undefined ? SECOND : (effect?.runMs ?? usual));
  return {
    runMs: ends && Number.isFinite(length) ? length : undefined,
    exitCode,
    exitReason: exitCode === 0 ? 'Completed' : 'Error',
    lastWords: exitCode === 0 ? undefined : `fatal: the process gave up with exit code ${exitCode}`,
  };
}

function readyAfter(name: string, container: Container, startedMs: number): number {
  if (name.includes('slow')) return 15 * SECOND;
  return Math.max(startedMs, container.readinessProbe ? probeMs(container.readinessProbe) : 0);
}

/** When a probe that always succeeds is satisfied. */
function probeMs({ initialDelaySeconds = 0, periodSeconds = 10, successThreshold = 1 }: Probe): number {
  const delay = (initialDelaySeconds + (successThreshold - 1) * periodSeconds) * SECOND;
  return Math.min(delay, LONGEST_PROBE_MS) + 100;
}

function livenessEnd(name: string, { livenessProbe }: Container): number | undefined {
  if (!livenessProbe || !name.includes('unhealthy')) return undefined;
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = livenessProbe;
  return (initialDelaySeconds + periodSeconds * (failureThreshold - 1)) * SECOND + 100;
}

/** Milliseconds of a text such as "5s", "300ms" or "2m"; a bare number counts seconds. */
function durationMs(text: string | undefined): number | undefined {
  const match = /^([0-9.]+)\s*(ms|s|m|h)?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const unit = { ms: 1, s: SECOND, m: 60 * SECOND, h: 3600 * SECOND }[match[2] ?? 's'] ?? SECOND;
  return Number(match[1]) * unit;
}
