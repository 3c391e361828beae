import type { StageRun, StageType, TaskView } from '../contract.ts';
import type { JsonObject } from '../model.ts';
import type { Answer } from '../transition/facts.ts';
import type { StageState } from '../transition/state.ts';
import type { LoadedRun } from './access.ts';
import { exceptionRecord, sentencesOf } from './exception.ts';
import { type DataPatch, mergePatches } from './patch.ts';
import { carryOutPlan, planNeighbors } from './plan.ts';
import { prepareContext } from './prepare-context.ts';
import { openStageRun, type RunMeans } from './stage-run.ts';
import { runOneTask } from './task.ts';

/** How the engine finds the kind of a stage; unknown types give undefined. */
export type FindStageType<Services> = (type: string) => StageType<JsonObject, Services> | undefined;

/** What a job hands to the transaction that records it. */
export interface Outcome {
  readonly answer: Answer;
  /** Contexts and outputs: what the stage recorded. */
  readonly patch?: DataPatch;
  /** What the stages added by the answer were told, by stage id. */
  readonly configs?: ReadonlyMap<string, JsonObject>;
}

export interface CarryOutOptions<Services> extends RunMeans<Services> {
  readonly find: FindStageType<Services>;
  readonly newId: () => string;
}

/**
 * Carries out the order in force on a stage, outside any transaction. May be repeated with the same state: until the
 * answer is recorded nothing has happened, as far as the run knows.
 */
export async function carryOut<Services>(
  loaded: LoadedRun,
  stage: StageState,
  options: CarryOutOptions<Services>,
): Promise<Outcome | undefined> {
  const kind = options.find(stage.type);
  const run = openStageRun(loaded, stage, taskView(stage, loaded.now), options);
  switch (stage.phase) {
    case 'planning':
      return await carryOutPlan(run, loaded, stage, kind, options);
    case 'tasks':
      return await withKind(run, stage, kind, async (prepared, known) => {
        const task = await runOneTask(prepared.run, loaded, stage, known);
        const patch = mergePatches(prepared.patch, task.patch);
        return {
          answer: { kind: 'task', task: task.answer, flags: { ...prepared.flags, ...task.flags } },
          patch,
        };
      });
    case 'planningAfter':
      return await withKind(run, stage, kind, async (prepared, known) => {
        const neighbors = planNeighbors((await known.planAfter?.(prepared.run)) ?? [], options.newId);
        return { answer: { kind: 'plannedAfter', stages: neighbors.stages }, configs: neighbors.configs };
      });
    case 'planningFailure': {
      // Whatever goes wrong here, the stage has failed already and must end.
      const neighbors = planNeighbors(await onFailureStages(run, kind), options.newId);
      return { answer: { kind: 'plannedOnFailure', stages: neighbors.stages }, configs: neighbors.configs };
    }
    case 'canceling':
      return await carryOutCancel(run, stage, kind);
    case 'waiting':
    case 'before':
    case 'after':
    case 'failure':
    case 'ended':
      return undefined;
    default:
      return stage.phase satisfies never;
  }
}

function taskView(stage: StageState, now: number): TaskView {
  const task = stage.tasks.find((item) => item.status === 'RUNNING' || item.status === 'PAUSED');
  return {
    name: task?.name ?? '',
    startedAt: task?.startTime ?? stage.startTime ?? now,
    polls: task?.polls ?? 0,
  };
}

/** Evaluates and parses the context; a fault there ends the stage. */
async function withKind<Services>(
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  kind: StageType<JsonObject, Services> | undefined,
  go: (
    prepared: Extract<Awaited<ReturnType<typeof prepareContext<Services>>>, { isFit: true }>,
    kind: StageType<JsonObject, Services>,
  ) => Promise<Outcome>,
): Promise<Outcome> {
  if (!kind) return broken(run, [`No stage of type "${stage.type}" is known to this version of Foredeck.`]);
  const prepared = await prepareContext(run, stage, kind);
  if (!prepared.isFit) return broken(run, prepared.errors, prepared.patch);
  try {
    return await go(prepared, kind);
  } catch (thrown) {
    return broken(run, sentencesOf(thrown), prepared.patch);
  }
}

/** The stage cannot go on, whatever its phase. */
function broken(run: StageRun, errors: readonly string[], patch?: DataPatch): Outcome {
  const [error = 'The stage cannot go on.'] = errors;
  const operation = run.task.name || 'planStage';
  const exception = exceptionRecord({
    type: 'StageFault',
    operation,
    errors,
    now: run.now,
    shouldRetry: false,
  });
  return {
    answer: { kind: 'planningFailed', error, flags: {} },
    patch: mergePatches(patch, { context: { exception } }),
  };
}

async function onFailureStages<Services>(
  run: StageRun<JsonObject, Services>,
  kind: StageType<JsonObject, Services> | undefined,
) {
  try {
    return (await kind?.planOnFailure?.(run)) ?? [];
  } catch {
    return [];
  }
}

const cancelLimitMs = 60_000;

async function carryOutCancel<Services>(
  run: StageRun<JsonObject, Services>,
  stage: StageState,
  kind: StageType<JsonObject, Services> | undefined,
): Promise<Outcome> {
  // As every task sees it: expressions evaluated, defaults filled in. What does not fit is canceled as well as it can be.
  const prepared = await prepareContext(run, stage, kind);
  const ready = prepared.isFit ? prepared.run : run;
  const signal = AbortSignal.timeout(cancelLimitMs);
  const limit = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('Canceling took longer than 60 s.')), {
      once: true,
    }),
  );
  try {
    const patch = await Promise.race([kind?.onCancel?.({ ...ready, signal }), limit]);
    return { answer: { kind: 'cancelDone' }, ...(patch ? { patch } : {}) };
  } catch (thrown) {
    const context = { cancelError: sentencesOf(thrown).join(' ') };
    return { answer: { kind: 'cancelDone' }, patch: { context } };
  }
}
