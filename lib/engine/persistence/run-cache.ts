import { processState } from '#lib/platform/process-state.ts';
import type { ExecutionBody } from '../run/access.ts';
import type { RunState } from '../transition/state.ts';

/**
 * What this process remembers of runs, so that a step of a long run does not read the whole run again. A remembered
 * state counts only while the row still has its version; a body never changes.
 */
interface RunCache {
  readonly states: Map<string, RunState>;
  readonly bodies: Map<string, ExecutionBody>;
  /** Resolves when the last write of a run has its answer; it never rejects. */
  readonly writes: Map<string, Promise<void>>;
}

const stateLimit = 2000;
const bodyLimit = 200;
/** Larger documents are read anew each time rather than kept in memory. */
const bodySizeLimit = 256 * 1024;

const cache = (): RunCache =>
  processState('engine.run-cache', () => ({ states: new Map(), bodies: new Map(), writes: new Map() }));

export const rememberedState = (executionId: string): RunState | undefined => cache().states.get(executionId);

export function rememberState(state: RunState): void {
  keep(cache().states, state.execution.id, state, stateLimit);
}

export function forgetRun(executionId: string): void {
  cache().states.delete(executionId);
  cache().bodies.delete(executionId);
}

export const rememberedBody = (executionId: string): ExecutionBody | undefined =>
  cache().bodies.get(executionId);

export function rememberBody(executionId: string, body: ExecutionBody): void {
  if (JSON.stringify(body).length <= bodySizeLimit) keep(cache().bodies, executionId, body, bodyLimit);
}

/**
 * Writes of one run by this process take turns: branches that answer at the same moment would only refuse each other. A job
 * that reads the run waits for them too, since a write puts the next job in the queue, and the queue may be quicker to hand
 * that out than the answer to the write is to come here: the run would be newer than what is remembered, and read whole.
 */
export async function inTurn<T>(executionId: string, write: () => Promise<T>): Promise<T> {
  const { writes } = cache();
  const own = (writes.get(executionId) ?? Promise.resolve()).then(write);
  const settled = own.then(
    () => undefined,
    () => undefined,
  );
  writes.set(executionId, settled);
  try {
    return await own;
  } finally {
    if (writes.get(executionId) === settled) writes.delete(executionId);
  }
}

/** Resolves when what this process is writing of the run has been written and remembered. */
export const untilWritten = (executionId: string): Promise<void> | undefined =>
  cache().writes.get(executionId);

/** Newest last; the oldest goes. */
function keep<T>(map: Map<string, T>, key: string, value: T, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= limit) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
