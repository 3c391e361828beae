import { changeRunNow } from './change-run.ts';
import type { Engine, OrderKind, OrderRef } from './engine.ts';
import { isActive } from './model.ts';
import { type Committed, commitStep, loadRun } from './persistence/run-store.ts';
import type { LoadedRun, StageData } from './run/access.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { watchOrder } from './run/watch-order.ts';
import type { Fact } from './transition/facts.ts';
import { withStage } from './transition/stage-index.ts';
import type { RunState, StageState, Step } from './transition/state.ts';
import { transition } from './transition/transition.ts';

/** What a job carries: which order to carry out. */
export interface OrderPayload {
  readonly executionId: string;
  readonly stageId: string;
  readonly attempt: number;
  /** Sent because something changed: good for whatever order is in force. */
  readonly isWake?: boolean | undefined;
}

/** The job of the queue that carries the order. */
export interface Carrier {
  readonly signal: AbortSignal;
  /** The queue's own id of it. Without one, every order gets a job of its own. */
  readonly id?: string | undefined;
}

/**
 * How long one job goes on with the orders that follow from its own, in ms, before others get their turn. Long turns
 * spare the queue work; short ones keep a run from waiting long behind others, which is what is felt at full load.
 */
const turnMs = 25;

/** An order about to be carried out. */
interface Due {
  readonly loaded: LoadedRun;
  readonly stage: StageState;
}

/**
 * Carries out an order and records the answer, if the order is still in force then. When another order follows at once,
 * the same job goes on with it: the stage remembers the job as its carrier, so if the worker dies, whoever gets the job
 * next goes on there. A worker may die anywhere in here: before a record nothing has happened, after it the next order
 * stands in the queue or in this job's care.
 */
export async function runTask<Services>(
  engine: Engine<Services>,
  payload: OrderPayload,
  carrier: Carrier,
): Promise<void> {
  // The look that a wake asks for must begin after it: one that was under way and answered meanwhile does not count.
  for (let tries = 0; tries < 5; tries += 1) {
    const begunAt = performance.now();
    let due = await dueFor(engine, payload, carrier);
    if (!due) return;
    let isTaken = true;
    while (due) {
      const mayGoOn = !carrier.signal.aborted && performance.now() - begunAt < turnMs;
      const done: Done = await carryOutOne(engine, due, carrier, mayGoOn);
      isTaken = done.isTaken;
      due = done.next;
    }
    if (isTaken || !payload.isWake) return;
  }
}

/** The order the job was made for, or the one it had gone on with when its worker died. */
async function dueFor<Services>(
  engine: Engine<Services>,
  payload: OrderPayload,
  carrier: Carrier,
): Promise<Due | undefined> {
  const loaded = await loadRun(engine.sql, payload.executionId, payload.stageId);
  // A paused run sends its orders again when it resumes.
  if (loaded?.state.execution.status !== 'RUNNING') return undefined;
  const own = loaded.state.stages.find((stage) => stage.id === payload.stageId);
  if (own && isActive(own.status) && isMeant(own, payload)) return { loaded, stage: own };
  const carried = loaded.state.stages.find(
    (stage) => isActive(stage.status) && stage.carrier === carrierMark(carrier, stage.attempt),
  );
  if (!carried) return undefined;
  const again = await loadRun(engine.sql, payload.executionId, carried.id);
  const stage = again?.state.stages.find((other) => other.id === carried.id);
  return again && stage?.carrier === carried.carrier ? { loaded: again, stage } : undefined;
}

const isMeant = (stage: StageState, payload: OrderPayload): boolean =>
  stage.attempt === payload.attempt || (payload.isWake === true && stage.phase === 'tasks');

const carrierMark = (carrier: Carrier, attempt: number): string | undefined =>
  carrier.id === undefined ? undefined : `${carrier.id}:${attempt}`;

interface Done {
  readonly isTaken: boolean;
  readonly next?: Due | undefined;
}

async function carryOutOne<Services>(
  engine: Engine<Services>,
  { loaded, stage }: Due,
  carrier: Carrier,
  mayGoOn: boolean,
): Promise<Done> {
  const startedAt = performance.now();
  const ref = refOf({ loaded, stage }, carrier);
  if (stage.dueAt !== null) {
    const lateMs = Math.max(0, loaded.now - stage.dueAt);
    engine.observe.orderStarted?.({ ...ref, what: kindOfOrder(stage), lateMs });
  }
  const watch = watchOrder(engine.sql, stage, carrier.signal);
  let outcome: Outcome | undefined;
  try {
    outcome = await carryOut(loaded, stage, { ...engine, signal: watch.signal });
  } finally {
    watch.stop();
  }
  if (!outcome) return { isTaken: true };
  const tookMs = performance.now() - startedAt;
  const done = await recordAnswer(engine, { loaded, stage }, outcome, {
    tookMs,
    ref,
    carrier: mayGoOn ? carrier : undefined,
  });
  engine.observe.taskDone?.({ ...ref, task: stage.phase, status: statusWord(outcome), tookMs });
  return done;
}

async function recordAnswer<Services>(
  engine: Engine<Services>,
  due: Due,
  outcome: Outcome,
  how: { tookMs: number; ref: OrderRef; carrier: Carrier | undefined },
): Promise<Done> {
  const { loaded, stage } = due;
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
  const done = await attempt(loaded.state, loaded.now + how.tookMs);
  if (done) return done;
  // Another branch of the run moved meanwhile. Once more without a lock; then take turns.
  const again = await loadRun(engine.sql, loaded.state.execution.id, stage.id);
  if (!again) return { isTaken: true };
  const second = await attempt(again.state, again.now);
  if (second) return second;
  const step = await changeRunNow(engine, loaded.state.execution.id, () => ({ fact, along }));
  return step?.isRefused ? refuse(engine, how.ref) : { isTaken: true };
}

function refuse(engine: Pick<Engine, 'observe'>, ref: OrderRef): Done {
  engine.observe.answerRefused?.(ref);
  return { isTaken: false };
}

const refOf = ({ loaded, stage }: Due, carrier: Carrier): OrderRef => ({
  executionId: loaded.state.execution.id,
  stageId: stage.id,
  type: stage.type,
  attempt: stage.attempt,
  job: carrier.id,
});

function kindOfOrder(stage: StageState): OrderKind {
  if (stage.phase !== 'planning') return 'step';
  return stage.parentId === null && stage.requisites.length === 0 ? 'run' : 'stage';
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
  const data = next === stage.id ? patched(loaded.data, patch) : nextData(written.next, configs?.get(next));
  return { loaded: { now: written.now, state: written.state, body: loaded.body, data }, stage: nextStage };
}

/** Nobody else wrote the run meanwhile, so the data is what it was, with the patch on it. */
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

function statusWord({ answer }: Outcome): string {
  if (answer.kind === 'task') return answer.task.status;
  if (answer.kind === 'planned') return answer.first?.status ?? answer.kind;
  return answer.kind;
}
