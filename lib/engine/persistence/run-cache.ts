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
  /** Writes of this process whose answer has not come yet, by run. */
  readonly writes: Map<string, Promise<unknown>>;
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
 * A write puts the next job in the queue, and the queue may be quicker to hand that out than the answer to the write is to
 * come here: who reads the run then would find it newer than what is remembered, and read all of it for nothing.
 */
export async function whileWriting<T>(executionId: string, write: () => Promise<T>): Promise<T> {
  const { writes } = cache();
  const own = write();
  const all = Promise.allSettled([writes.get(executionId), own]);
  writes.set(executionId, all);
  try {
    return await own;
  } finally {
    if (writes.get(executionId) === all) writes.delete(executionId);
  }
}

/** Resolves when what this process is writing of the run has been written and remembered. */
export const untilWritten = (executionId: string): Promise<unknown> | undefined =>
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
