import { inSpan } from '#lib/platform/tracing/index.ts';
import type { Engine, OrderKind, OrderRef } from './engine.ts';
import { isActive } from './model.ts';
import { loadRun } from './persistence/run-store.ts';
import { type Carrier, carrierMark, type Done, type Due, recordAnswer } from './record-answer.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { watchOrder } from './run/watch-order.ts';
import type { StageState } from './transition/state.ts';

/** What a job carries: which order to carry out. */
export interface OrderPayload {
  readonly executionId: string;
  readonly stageId: string;
  readonly attempt: number;
  /** Sent because something changed: good for whatever order is in force. */
  readonly isWake?: boolean | undefined;
}

/**
 * How long one job goes on with the orders that follow from its own, in ms, before others get their turn. Long turns
 * spare the queue work; short ones keep a run from waiting long behind others, which is what is felt at full load.
 */
const turnMs = 25;

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
  return await inSpan(spanOf({ loaded, stage }, ref), async (span) => {
    const outcome = await watched(engine, { loaded, stage }, carrier);
    if (!outcome) return { isTaken: true };
    const tookMs = performance.now() - startedAt;
    const how = { tookMs, ref, carrier: mayGoOn ? carrier : undefined };
    const done = await recordAnswer(engine, { loaded, stage }, outcome, how);
    const status = statusWord(outcome);
    span.set({ 'foredeck.answer': status, 'foredeck.answer.is_taken': done.isTaken });
    engine.observe.taskDone?.({ ...ref, task: stage.phase, status, tookMs });
    return done;
  });
}

/** Does the work while saying every second that somebody is at it. */
async function watched<Services>(
  engine: Engine<Services>,
  { loaded, stage }: Due,
  carrier: Carrier,
): Promise<Outcome | undefined> {
  const watch = watchOrder(engine.sql, stage, carrier.signal);
  try {
    return await carryOut(loaded, stage, { ...engine, signal: watch.signal });
  } finally {
    watch.stop();
  }
}

/** The span of an order hangs on whatever started the run, days ago and in another process maybe. */
function spanOf({ loaded, stage }: Due, ref: OrderRef) {
  const { execution } = loaded.state;
  const task = stage.tasks.find((one) => isActive(one.status))?.name ?? stage.phase;
  return {
    name: `${stage.type} ${task}`,
    kind: 'consumer',
    parent: execution.traceparent ?? undefined,
    facts: {
      'foredeck.application': execution.application,
      'foredeck.pipeline.id': execution.pipelineConfigId,
      'foredeck.execution.id': ref.executionId,
      'foredeck.stage.id': ref.stageId,
      'foredeck.stage.ref_id': stage.refId,
      'foredeck.stage.type': stage.type,
      'foredeck.task': task,
      'foredeck.attempt': ref.attempt,
      'foredeck.job.id': ref.job,
    },
  } as const;
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

function statusWord({ answer }: Outcome): string {
  if (answer.kind === 'task') return answer.task.status;
  if (answer.kind === 'planned') return answer.first?.status ?? answer.kind;
  return answer.kind;
}
