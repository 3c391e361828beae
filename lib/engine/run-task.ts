import { changeRunNow } from './change-run.ts';
import type { Engine } from './engine.ts';
import { isActive } from './model.ts';
import { commitStep, loadRun } from './persistence/run-store.ts';
import type { LoadedRun } from './run/access.ts';
import { carryOut, type Outcome } from './run/carry-out.ts';
import { watchOrder } from './run/watch-order.ts';
import type { Fact } from './transition/facts.ts';
import type { RunState, StageState } from './transition/state.ts';
import { transition } from './transition/transition.ts';

/** What a job carries: which order to carry out. */
export interface OrderPayload {
  readonly executionId: string;
  readonly stageId: string;
  readonly attempt: number;
  /** Sent because something changed: good for whatever order is in force. */
  readonly isWake?: boolean | undefined;
}

/**
 * Carries out one order and records the answer, if the order is still in force then. A worker may die anywhere in
 * here: before the record nothing has happened, after it the next orders stand in the queue.
 */
export async function runTask<Services>(
  engine: Engine<Services>,
  payload: OrderPayload,
  signal: AbortSignal,
): Promise<void> {
  // The look that a wake asks for must begin after it: one that was under way and answered meanwhile does not count.
  for (let tries = 0; tries < 5; tries += 1) {
    const isTaken = await carryOutOnce(engine, payload, signal);
    if (isTaken || !payload.isWake) return;
  }
}

/** False: the answer was refused. */
async function carryOutOnce<Services>(
  engine: Engine<Services>,
  payload: OrderPayload,
  signal: AbortSignal,
): Promise<boolean> {
  const loaded = await loadRun(engine.sql, payload.executionId, payload.stageId);
  const stage = loaded?.state.stages.find((other) => other.id === payload.stageId);
  if (!loaded || !stage || !isInForce(loaded, stage, payload)) return true;
  const startedAt = performance.now();
  if (stage.dueAt !== null) {
    engine.observe.orderStarted?.({ type: stage.type, lateMs: Math.max(0, loaded.now - stage.dueAt) });
  }
  const watch = watchOrder(engine.sql, stage, signal);
  let outcome: Outcome | undefined;
  try {
    outcome = await carryOut(loaded, stage, { ...engine, signal: watch.signal });
  } finally {
    watch.stop();
  }
  if (!outcome) return true;
  const tookMs = performance.now() - startedAt;
  const isTaken = await recordAnswer(engine, loaded, stage, outcome, tookMs);
  engine.observe.taskDone?.({ type: stage.type, task: stage.phase, status: statusWord(outcome), tookMs });
  return isTaken;
}

function isInForce(loaded: LoadedRun, stage: StageState, payload: OrderPayload): boolean {
  // A paused run sends its orders again when it resumes.
  if (loaded.state.execution.status !== 'RUNNING' || !isActive(stage.status)) return false;
  return stage.attempt === payload.attempt || (payload.isWake === true && stage.phase === 'tasks');
}

async function recordAnswer<Services>(
  engine: Engine<Services>,
  loaded: LoadedRun,
  stage: StageState,
  outcome: Outcome,
  tookMs: number,
): Promise<boolean> {
  const { answer, patch, configs } = outcome;
  const fact: Fact = { kind: 'answer', stageId: stage.id, attempt: stage.attempt, answer };
  const along = {
    ...(patch ? { patches: new Map([[stage.id, patch]]) } : {}),
    ...(configs ? { configs } : {}),
  };
  const attempt = async (state: RunState, now: number) => {
    const step = transition(state, now, fact);
    return step.isRefused || (await commitStep(engine.sql, state, { ...along, step })) ? step : undefined;
  };
  let step = await attempt(loaded.state, loaded.now + tookMs);
  if (!step) {
    // Another branch of the run moved meanwhile. Once more without a lock; then take turns.
    const again = await loadRun(engine.sql, loaded.state.execution.id, stage.id);
    if (!again) return true;
    step = await attempt(again.state, again.now);
    step ??= await changeRunNow(engine, loaded.state.execution.id, () => ({ fact, along }));
  }
  if (step?.isRefused) {
    engine.observe.answerRefused?.({
      executionId: loaded.state.execution.id,
      stageId: stage.id,
      attempt: stage.attempt,
    });
  }
  return step?.isRefused !== true;
}

function statusWord({ answer }: Outcome): string {
  if (answer.kind === 'task') return answer.task.status;
  if (answer.kind === 'planned') return answer.first?.status ?? answer.kind;
  return answer.kind;
}
