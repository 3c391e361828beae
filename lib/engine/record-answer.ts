import { changeRunNow } from './change-run.ts';
import type { Engine, OrderRef } from './engine.ts';
import { inTurn, rememberedState } from './persistence/run-cache.ts';
import { type Committed, commitStep } from './persistence/run-store.ts';
import type { LoadedRun, StageData } from './run/access.ts';
import type { Outcome } from './run/carry-out.ts';
import type { Fact } from './transition/facts.ts';
import { withStage } from './transition/stage-index.ts';
import type { RunState, StageState, Step } from './transition/state.ts';
import { transition } from './transition/transition.ts';

/** The job of the queue that carries the order. */
export interface Carrier {
  readonly signal: AbortSignal;
  /** The queue's own id of it. Without one, every order gets a job of its own. */
  readonly id?: string | undefined;
}

/** An order about to be carried out. */
export interface Due {
  readonly loaded: LoadedRun;
  readonly stage: StageState;
}

/** What became of an answer, and the order that the same job goes on with. */
export interface Done {
  readonly isTaken: boolean;
  readonly next?: Due | undefined;
}

/** How a stage remembers the job that goes on with its order. */
export const carrierMark = (carrier: Carrier, attempt: number): string | undefined =>
  carrier.id === undefined ? undefined : `${carrier.id}:${attempt}`;

/**
 * Records an answer and what follows from it, if the order is still in force. Without a lock at first; when another process
 * wrote the run meanwhile, under the lock.
 */
export async function recordAnswer<Services>(
  engine: Engine<Services>,
  due: Due,
  outcome: Outcome,
  how: { tookMs: number; ref: OrderRef; carrier: Carrier | undefined },
): Promise<Done> {
  const { loaded, stage } = due;
  const { id } = loaded.state.execution;
  const begunAt = performance.now() - how.tookMs;
  const { answer, patch, configs } = outcome;
  const fact: Fact = { kind: 'answer', stageId: stage.id, attempt: stage.attempt, answer };
  const along = {
    ...(patch ? { patches: new Map([[stage.id, patch]]) } : {}),
    ...(configs ? { configs } : {}),
  };
  const attempt = async (state: RunState, now: number): Promise<Done | undefined> => {
    const { step, next } = withCarrier(transition(state, now, fact), how.carrier);
    if (step.isRefused) return refuse(engine, how.ref);
    const written = await commitStep(
      engine.sql,
      state,
      { ...along, step },
      { next, tellSoon: engine.tellSoon },
    );
    return written.isWritten
      ? { isTaken: true, next: next ? dueAfter(due, outcome, written, next) : undefined }
      : undefined;
  };
  return await inTurn(id, async () => {
    // Another branch may have moved the run since it was loaded: here, then it is remembered; or in another process.
    const state = newest(loaded.state, rememberedState(id));
    const done = await attempt(state, loaded.now + performance.now() - begunAt);
    if (done) return done;
    const step = await changeRunNow(engine, id, () => ({ fact, along }));
    return step?.isRefused ? refuse(engine, how.ref) : { isTaken: true };
  });
}

const newest = (loaded: RunState, remembered: RunState | undefined): RunState =>
  remembered && remembered.execution.version > loaded.execution.version ? remembered : loaded;

function refuse(engine: Pick<Engine, 'observe'>, ref: OrderRef): Done {
  engine.observe.answerRefused?.(ref);
  return { isTaken: false };
}

/** Takes one order that is due now out of the step: the job that records it goes on with it. */
function withCarrier(step: Step, carrier: Carrier | undefined): { step: Step; next?: string | undefined } {
  const order =
    carrier?.id === undefined ? undefined : step.orders.find((one) => one.runAt === null && !one.isWake);
  if (!order || !carrier) return { step };
  const mark = carrierMark(carrier, order.attempt) ?? null;
  const put = (stage: StageState) => (stage.id === order.stageId ? { ...stage, carrier: mark } : stage);
  return {
    next: order.stageId,
    step: {
      ...step,
      state: { ...step.state, stages: withStage(step.state.stages, order.stageId, { carrier: mark }) },
      changed: step.changed.map(put),
      added: step.added.map(put),
      orders: step.orders.filter((one) => one !== order),
    },
  };
}

function dueAfter(
  { loaded, stage }: Due,
  { patch, configs }: Outcome,
  written: Extract<Committed, { isWritten: true }>,
  next: string,
): Due | undefined {
  const nextStage = written.state.stages.find((other) => other.id === next);
  if (!nextStage) return undefined;
  const data = next === stage.id ? patched(written.next, patch) : nextData(written.next, configs?.get(next));
  return { loaded: { now: written.now, state: written.state, body: loaded.body, data }, stage: nextStage };
}

/** What comes back from a step is what was there before it: the patch comes on top. */
function patched(data: StageData, patch: Outcome['patch']): StageData {
  const removed = new Set(patch?.removed ?? []);
  const kept = Object.entries(data.context).filter(([key]) => !removed.has(key));
  return {
    config: data.config,
    context: { ...Object.fromEntries(kept), ...patch?.context },
    outputs: { ...data.outputs, ...patch?.outputs },
  };
}

/** A stage added by the same step cannot be read back by it; what it was told is known here. */
const nextData = (read: StageData, config: StageData['config'] | undefined): StageData =>
  config ? { config, context: {}, outputs: {} } : read;
