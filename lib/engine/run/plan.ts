import type { Plan, StageRun, StageType, SyntheticStage } from '../contract.ts';
import { isObject, type JsonObject } from '../model.ts';
import type { NewStage, StageFlags, StageState } from '../transition/state.ts';
import type { LoadedRun } from './access.ts';
import type { CarryOutOptions, Outcome } from './carry-out.ts';
import { exceptionRecord, sentencesOf } from './exception.ts';
import { dataOf, mergePatches } from './patch.ts';
import { flagsOf, prepareContext } from './prepare-context.ts';
import { isEnabled } from './stage-enabled.ts';
import { runOneTask } from './task.ts';
import { windowType } from './timeout.ts';

/** The task that stands in for all others in a dry run. */
export const previewTask = 'preview';

/** Plans a stage and, when nothing stands before its first task, runs that in the same job. */
export async function carryOutPlan<Services>(
  run: StageRun<JsonObject, Services>,
  loaded: LoadedRun,
  stage: StageState,
  kind: StageType<JsonObject, Services> | undefined,
  options: CarryOutOptions<Services>,
): Promise<Outcome> {
  if (!(await isEnabled(run, stage))) return { answer: { kind: 'notEnabled' } };
  const prepared = await prepareContext(run, stage, kind);
  if (!kind) {
    const error = `Foredeck cannot run a stage of type "${stage.type}": change it in the pipeline, or leave it out, then start again.`;
    return planningFailed(run, prepared.flags, [error], prepared.patch);
  }
  if (!prepared.isFit) return planningFailed(run, prepared.flags, prepared.errors, prepared.patch);
  let plan: Plan;
  try {
    plan = await planOf(prepared.run, kind);
  } catch (thrown) {
    return planningFailed(run, prepared.flags, sentencesOf(thrown), prepared.patch);
  }
  const window = windowStage(prepared.run, stage);
  const before = planNeighbors(plan.before ?? [], options.newId, window);
  const after = planNeighbors(plan.after ?? [], options.newId);
  const flags: StageFlags = { ...prepared.flags, ...kindFlags(kind, prepared.run) };
  const planned = {
    kind: 'planned',
    tasks: plan.tasks,
    before: before.stages,
    after: after.stages,
    flags,
  } as const;
  const patch = mergePatches(prepared.patch, dataOf(plan.patch ?? {}));
  const configs = new Map([...before.configs, ...after.configs]);
  if (before.stages.length > 0 || plan.tasks.length === 0) return { answer: planned, patch, configs };
  const [name = ''] = plan.tasks;
  const task = { name, startedAt: run.stage.startedAt, polls: 0 };
  const context = { ...prepared.run.context, ...plan.patch?.context };
  const first = await runOneTask(
    { ...prepared.run, context, task },
    loaded,
    { ...stage, flags: { ...stage.flags, ...flags } },
    kind,
  );
  return {
    answer: { ...planned, first: first.answer, flags: { ...flags, ...first.flags } },
    patch: mergePatches(patch, first.patch),
    configs,
  };
}

async function planOf<Services>(
  run: StageRun<JsonObject, Services>,
  kind: StageType<JsonObject, Services>,
): Promise<Plan> {
  if (run.execution.isDryRun) {
    const plan = kind.plan ? await kind.plan(run) : undefined;
    return { ...plan, tasks: [previewTask] };
  }
  return kind.plan ? await kind.plan(run) : { tasks: Object.keys(kind.tasks) };
}

function planningFailed(
  run: StageRun,
  flags: StageFlags,
  errors: readonly string[],
  patch: Outcome['patch'],
): Outcome {
  const exception = exceptionRecord({
    type: 'PlanningFailure',
    operation: 'planStage',
    errors,
    now: run.now,
    shouldRetry: false,
  });
  const context = { exception, beforeStagePlanningFailed: true };
  return {
    answer: { kind: 'planningFailed', error: errors[0] ?? 'The stage could not be planned.', flags },
    patch: mergePatches(patch, { context }),
  };
}

function kindFlags<Services>(
  kind: StageType<JsonObject, Services>,
  { rawContext: context, execution }: StageRun<JsonObject, Services>,
): StageFlags {
  // A dry run did nothing, so there is nothing to undo and no result to plan by.
  if (execution.isDryRun) return {};
  return {
    ...(kind.planAfter ? { hasPlanAfter: true } : {}),
    ...(kind.planOnFailure ? { hasPlanOnFailure: true } : {}),
    ...(kind.onCancel ? { hasCancel: true } : {}),
    ...(kind.cancelOnFailure ? { cancelOnFailure: true } : {}),
    ...(kind.canManuallySkip?.(context) ? { canSkip: true } : {}),
  };
}

/** The stage that waits for the execution window, where the stage asks for one. */
function windowStage(run: StageRun, stage: StageState): SyntheticStage | undefined {
  if (run.context.restrictExecutionDuringTimeWindow !== true || stage.parentId !== null) return undefined;
  const { restrictedExecutionWindow } = run.rawContext;
  return {
    type: windowType,
    name: 'Restrict execution during time window',
    context: isObject(restrictedExecutionWindow) ? { restrictedExecutionWindow } : {},
  };
}

/** Gives planned stages their ids, their flags and what they are told. */
export function planNeighbors(
  stages: readonly SyntheticStage[],
  newId: () => string,
  window?: SyntheticStage,
): { stages: NewStage[]; configs: Map<string, JsonObject> } {
  const configs = new Map<string, JsonObject>();
  const shift = window ? 1 : 0;
  const all = window ? [window, ...stages] : stages;
  const planned = all.map((stage, index) => {
    const id = newId();
    const isWindow = window !== undefined && index === 0;
    configs.set(id, isWindow ? stage.context : withoutWindow(stage.context));
    const asked = (stage.requires ?? []).map((position) => position + shift);
    const requires = window && !isWindow ? [0, ...asked] : asked;
    return {
      id,
      type: stage.type,
      name: stage.name,
      requires,
      flags: flagsOf(stage.context),
      ...(isWindow ? { isWindow } : {}),
    };
  });
  return { stages: planned, configs };
}

/** A child does not wait for its parent's window a second time. */
function withoutWindow(context: JsonObject): JsonObject {
  const { restrictExecutionDuringTimeWindow: _, restrictedExecutionWindow: __, ...rest } = context;
  return rest;
}
