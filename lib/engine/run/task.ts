import {
  type StageRun,
  type StageType,
  type TaskDefinition,
  type TaskResult,
  TerminalError,
} from '../contract.ts';
import type { JsonObject } from '../model.ts';
import type { TaskAnswer } from '../transition/facts.ts';
import type { StageFlags, StageState } from '../transition/state.ts';
import type { LoadedRun } from './access.ts';
import { exceptionRecord, sentencesOf } from './exception.ts';
import { type DataPatch, dataOf, mergePatches } from './patch.ts';
import { excessOf } from './size-limit.ts';
import { isWindow, remainingMs, stageWithTimeout, windowMs } from './timeout.ts';

export interface TaskOutcome {
  readonly answer: TaskAnswer;
  readonly patch: DataPatch;
  readonly flags?: StageFlags;
}

const defaultRetries = 3;

/** Calls one task once: checks first, then the work, then the answer in the engine's words (reference 3.5). */
export async function runOneTask<Services>(
  run: StageRun<JsonObject, Services>,
  loaded: LoadedRun,
  stage: StageState,
  kind: StageType<JsonObject, Services>,
): Promise<TaskOutcome> {
  const task = taskOf(kind, run);
  if (run.execution.canceled) return { answer: { status: 'canceled' }, patch: {} };
  if (stage.flags.manualSkip) return { answer: { status: 'skipped' }, patch: {} };
  if (!task) return failure(run, [`The stage has no task "${run.task.name}".`], 'UnknownTask');
  const leftMs = timeLeft(run, loaded, stage, task);
  if (leftMs < 0) return timedOut(run, stage, task);
  try {
    return answerOf(await task.run(run), run, stage, task, leftMs);
  } catch (thrown) {
    return thrownOutcome(thrown, run, stage, task);
  }
}

function taskOf<Services>(
  kind: StageType<JsonObject, Services>,
  run: StageRun<JsonObject, Services>,
): TaskDefinition<JsonObject, Services> | undefined {
  const named = Object.hasOwn(kind.tasks, run.task.name) ? kind.tasks[run.task.name] : undefined;
  if (named || !run.execution.isDryRun) return named;
  return { run: kind.preview ?? (() => ({ status: 'succeeded' })) };
}

function timeLeft<Services>(
  run: StageRun<JsonObject, Services>,
  { state, now }: LoadedRun,
  stage: StageState,
  task: TaskDefinition<JsonObject, Services>,
): number {
  if (isWindow(stage)) return Number.POSITIVE_INFINITY;
  const limiting =
    stageWithTimeout(state, stage) ?? (stage.flags.stageTimeoutMs === undefined ? undefined : stage);
  const counted = limiting ?? stage;
  const own = typeof task.timeoutMs === 'function' ? task.timeoutMs(run.rawContext) : task.timeoutMs;
  return remainingMs({
    ...(own === undefined ? {} : { taskTimeoutMs: own }),
    ...(task.isTimeoutOverridable ? { isOverridable: true } : {}),
    ...(limiting?.flags.stageTimeoutMs === undefined
      ? {}
      : { stageTimeoutMs: limiting.flags.stageTimeoutMs }),
    taskElapsedMs: now - run.task.startedAt,
    stageElapsedMs: now - (counted.startTime ?? now),
    uncountedMs: (counted.flags.pausedMs ?? 0) + windowMs(state, counted.id, now),
  });
}

function timedOut<Services>(
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  task: TaskDefinition<JsonObject, Services>,
): TaskOutcome {
  if (stage.flags.markSuccessfulOnTimeout) return { answer: { status: 'timedOutWell' }, patch: {} };
  const own = task.onTimeout?.(run);
  if (own && own.status !== 'running') return answerOf(own, run, stage, task, 0);
  return failure(
    run,
    [`The stage took longer than it may: "${run.task.name}" was stopped by its time limit.`],
    'Timeout',
  );
}

function answerOf<Services>(
  result: TaskResult,
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  task: TaskDefinition<JsonObject, Services>,
  leftMs: number,
): TaskOutcome {
  const patch = dataOf(result);
  const excess = excessOf(patch);
  if (excess) return failure(run, [excess], 'TooLarge');
  const flags: StageFlags = result.actAs === undefined ? {} : { actAs: result.actAs };
  switch (result.status) {
    case 'succeeded':
    case 'skipped':
    case 'canceled':
    case 'stopped':
      return { answer: { status: result.status }, patch, flags };
    case 'failedContinue': {
      const [error] = result.errors ?? [];
      return { answer: { status: 'failedContinue', ...(error ? { error } : {}) }, patch, flags };
    }
    case 'redirect':
      return { answer: { status: 'redirect', to: result.to }, patch, flags };
    case 'running':
      return { answer: waiting(result, run, stage, task, leftMs), patch, flags };
    case 'failed': {
      if (result.terminal === false && mayRetry(stage, run, task))
        return retry(result.errors, run, stage, patch);
      const ended = failure(run, result.errors, result.exceptionType ?? 'Failure', result.details);
      return { ...ended, patch: mergePatches(patch, ended.patch), flags };
    }
    default:
      return result satisfies never;
  }
}

/** Between two looks at a task, in ms. */
const longestPauseMs = 7 * 86_400_000;

function waiting<Services>(
  result: Extract<TaskResult, { status: 'running' }>,
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  task: TaskDefinition<JsonObject, Services>,
  leftMs: number,
): TaskAnswer {
  const wakeOn = result.wakeOn ?? [];
  // A change between the look and the storing of its key would be missed: look once more right after.
  if (wakeOn.some((key) => !stage.wakeOn.includes(key))) return { status: 'running', dueAt: run.now, wakeOn };
  const askedMs = Math.max(result.afterMs, task.backoffMs ?? 0, stage.flags.backoffPeriodMs ?? 0, 0);
  // Who waits for years is looked at now and then: no calendar holds every number that a pipeline can name.
  const pauseMs = Math.min(askedMs, longestPauseMs);
  const untilMs = Math.min(pauseMs, leftMs + 1);
  return { status: 'running', dueAt: Math.ceil(run.now + untilMs), wakeOn };
}

function thrownOutcome<Services>(
  thrown: unknown,
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  task: TaskDefinition<JsonObject, Services>,
): TaskOutcome {
  const errors = sentencesOf(thrown);
  if (thrown instanceof TerminalError) return failure(run, errors, 'TerminalError', thrown.details);
  if (mayRetry(stage, run, task)) return retry(errors, run, stage, {});
  return failure(run, errors, thrown instanceof Error ? thrown.name : 'Error');
}

const failuresOf = (stage: StageState, run: StageRun): number =>
  stage.tasks.find((item) => item.name === run.task.name)?.failures ?? 0;

const mayRetry = <Services>(
  stage: StageState,
  run: StageRun<JsonObject, Services>,
  task: TaskDefinition<JsonObject, Services>,
): boolean => failuresOf(stage, run) < (task.retries ?? defaultRetries);

function retry(errors: readonly string[], run: StageRun, stage: StageState, patch: DataPatch): TaskOutcome {
  const pauseMs = Math.min(60_000, 1000 * 2 ** failuresOf(stage, run));
  return {
    answer: { status: 'retry', dueAt: run.now + pauseMs, error: errors[0] ?? 'It failed.' },
    patch: mergePatches(patch, { context: { lastError: { errors: [...errors], timestamp: run.now } } }),
  };
}

function failure(run: StageRun, errors: readonly string[], type: string, details?: JsonObject): TaskOutcome {
  const exception = exceptionRecord({
    type,
    operation: run.task.name,
    errors,
    ...(details ? { details } : {}),
    now: run.now,
    shouldRetry: false,
  });
  return {
    answer: { status: 'failed', error: errors[0] ?? 'The task failed.' },
    patch: { context: { exception } },
  };
}
