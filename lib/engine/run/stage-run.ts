import { buildContext, type ExpressionHost, evaluateAsync } from '#lib/expressions/index.ts';
import type { ActorView, Evaluation, ExecutionView, StageRun, StageSnapshot, TaskView } from '../contract.ts';
import { isObject, type JsonObject } from '../model.ts';
import type { StageState } from '../transition/state.ts';
import type { LoadedRun, RunReader, StageData } from './access.ts';
import { contextOf } from './access.ts';
import { ancestorsOf, inPipelineOrder } from './ancestors.ts';
import { executionDocument } from './execution-document.ts';

/** What expressions may ask of the world; where it depends on who stands behind the work, by that. */
export type HostFor = ExpressionHost | ((actor: ActorView) => ExpressionHost);

/** What a job brings along besides the run itself. */
export interface RunMeans<Services> {
  readonly reader: RunReader;
  /** What expressions may ask of the world (pipeline ids, web pages ...). */
  readonly host: HostFor;
  readonly services: Services;
  readonly signal: AbortSignal;
}

/** The run as the stage kind will see it, contexts still unevaluated. */
export function openStageRun<Services>(
  loaded: LoadedRun,
  stage: StageState,
  task: TaskView,
  means: RunMeans<Services>,
): StageRun<JsonObject, Services> {
  const { state, now } = loaded;
  const rawContext = contextOf(loaded.data);
  const snapshots = once(async () => {
    const data = await means.reader.stageData(state.execution.id);
    return inPipelineOrder(state.stages).map((other) => snapshotOf(other, data.get(other.id)));
  });
  const ancestors = once(async () => {
    const near = ancestorsOf(state, stage.id);
    if (near.length === 0) return [];
    const ids = near.map((other) => other.id);
    const data = await means.reader.stageData(state.execution.id, ids);
    return near.map((other) => snapshotOf(other, data.get(other.id)));
  });
  const evaluate = async (value: unknown, extra: JsonObject = {}): Promise<Evaluation> => {
    if (!hasExpression(value)) return { value, errors: [], summary: {} };
    const all = await snapshots();
    const context = buildContext({
      execution: executionDocument(loaded, all),
      stage: { ...snapshotOf(stage, loaded.data), context: rawContext },
      ancestorOutputs: (await ancestors()).map((ancestor) => ancestor.outputs),
      extra,
    });
    const host = typeof means.host === 'function' ? means.host(actorOf(loaded, stage)) : means.host;
    const evaluated = await evaluateAsync(value, context, { host, now: () => now });
    const problems = Object.values(evaluated.summary).flat();
    return {
      value: evaluated.value,
      summary: evaluated.summary,
      errors: problems.map((problem) => problem.description),
    };
  };
  return {
    execution: executionView(loaded),
    stage: {
      id: stage.id,
      refId: stage.refId,
      type: stage.type,
      name: stage.name,
      parentStageId: stage.parentId,
      startedAt: stage.startTime ?? now,
      restarts: stage.restarts,
    },
    context: rawContext,
    rawContext,
    outputs: loaded.data.outputs,
    lookup: async (key) => {
      if (rawContext[key] !== undefined) return rawContext[key];
      return (await ancestors()).find((other) => other.outputs[key] !== undefined)?.outputs[key];
    },
    evaluate,
    stages: snapshots,
    ancestors,
    now,
    task,
    key: (part) => `${stage.id}-${stage.restarts}${part ? `-${part}` : ''}`.toLowerCase(),
    actor: actorOf(loaded, stage),
    signal: means.signal,
    services: means.services,
  };

  function snapshotOf(other: StageState, data: StageData | undefined): StageSnapshot {
    return {
      id: other.id,
      refId: other.refId,
      requisiteStageRefIds: other.requisites,
      type: other.type,
      name: other.name,
      status: other.status,
      startTime: other.startTime,
      endTime: other.endTime,
      parentStageId: other.parentId,
      syntheticStageOwner: other.owner,
      context: data ? contextOf(data) : {},
      outputs: data?.outputs ?? {},
    };
  }
}

function executionView({ state: { execution }, body }: LoadedRun): ExecutionView {
  return {
    id: execution.id,
    type: body.type,
    application: execution.application,
    name: execution.name,
    pipelineConfigId: execution.pipelineConfigId,
    status: execution.status,
    buildTime: execution.buildTime,
    startTime: execution.startTime,
    trigger: body.trigger,
    parameters: isObject(body.trigger.parameters) ? body.trigger.parameters : {},
    isDryRun: body.isDryRun,
    canceled: execution.canceled,
    canceledBy: execution.canceledBy,
    cancellationReason: execution.cancellationReason,
    definition: body.definition,
  };
}

/** The nearest approval that hands on its rights decides; otherwise who started the run. */
function actorOf({ state, body }: LoadedRun, stage: StageState): ActorView {
  const { user, allowedAccounts } = body.authentication;
  // Hardly any run has an approval that hands on its rights; the way back through a long one is dear.
  const mayAct = state.stages.some((other) => other.flags.actAs !== undefined);
  const near = mayAct ? [stage, ...ancestorsOf(state, stage.id)] : [];
  const approver = near.find((other) => other.flags.actAs !== undefined);
  if (approver?.flags.actAs !== undefined) return { user: approver.flags.actAs };
  return {
    user: typeof user === 'string' ? user : 'anonymous',
    ...(Array.isArray(allowedAccounts) ? { allowedAccounts: allowedAccounts.map(String) } : {}),
  };
}

/** Whether there is anything to evaluate: looked for before other stages are read. */
export function hasExpression(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (Array.isArray(value)) return value.some(hasExpression);
  return (
    isObject(value) && Object.entries(value).some(([key, item]) => key.includes('${') || hasExpression(item))
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
