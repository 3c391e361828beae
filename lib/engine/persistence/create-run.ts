import { newId } from '#lib/platform/ids.ts';
import { currentTrace } from '#lib/platform/tracing/index.ts';
import { isObject } from '../model.ts';
import { flagsOf } from '../run/prepare-context.ts';
import { type ExecutionState, notBegun, type StageState } from '../transition/state.ts';
import type { StageBlueprint, StartExecution } from '../verbs/start-execution.ts';
import type { Sql } from './sql.ts';
import * as statements from './statements.ts';

/** Writes the rows of a run that has not begun. Undefined when there is one with its correlation id already. */
export async function createRun(
  sql: Sql,
  { id, user, admitted }: { readonly id: string; readonly user: string; readonly admitted: boolean },
  input: StartExecution,
): Promise<{ execution: ExecutionState; stages: StageState[]; now: number } | undefined> {
  const row = {
    id,
    type: input.type ?? 'PIPELINE',
    application: input.application.toLowerCase(),
    name: input.name,
    pipelineConfigId: input.pipelineConfigId,
    correlationId: input.correlationId || null,
    rootId: input.parent?.rootId ?? id,
    parentExecutionId: input.parent?.executionId ?? null,
    parentStageId: input.parent?.stageId ?? null,
    user,
    origin: input.origin ?? 'unknown',
    triggerType: typeof input.trigger.type === 'string' ? input.trigger.type : 'manual',
    isDryRun: input.isDryRun ?? false,
    priority: input.priority ?? 0,
    startTimeExpiry: input.startTimeExpiry ? new Date(input.startTimeExpiry).toISOString() : null,
    limitConcurrent: input.limitConcurrent ?? false,
    maxConcurrentExecutions: input.maxConcurrentExecutions ?? 0,
    keepWaitingPipelines: input.keepWaitingPipelines ?? false,
    admitted,
    traceparent: currentTrace() ?? null,
  };
  const body = {
    definition: input.definition,
    trigger: input.trigger,
    authentication: { user, allowedAccounts: input.allowedAccounts ?? [] },
    extra: input.extra ?? {},
  };
  const stages = input.stages.map((stage, position) => newStage(stage, position));
  const [made] = await sql.query('engine.create', statements.create, [
    JSON.stringify(row),
    JSON.stringify(body),
    JSON.stringify(
      stages.map((stage) => ({
        ...stage,
        startTimeExpiry:
          stage.startTimeExpiry === null ? null : new Date(stage.startTimeExpiry).toISOString(),
      })),
    ),
    JSON.stringify(
      stages.map((stage, index) => ({ stageId: stage.id, config: input.stages[index]?.context ?? {} })),
    ),
  ]);
  if (!made) return undefined;
  const now = Number(made.now);
  return { execution: newExecution(row, input.startTimeExpiry ?? null, now), stages, now };
}

function newExecution(
  row: Pick<
    ExecutionState,
    'id' | 'application' | 'name' | 'pipelineConfigId' | 'parentExecutionId' | 'priority'
  > &
    Pick<ExecutionState, 'limitConcurrent' | 'maxConcurrentExecutions' | 'keepWaitingPipelines' | 'admitted'>,
  startTimeExpiry: number | null,
  now: number,
): ExecutionState {
  return {
    id: row.id,
    application: row.application,
    name: row.name,
    pipelineConfigId: row.pipelineConfigId,
    parentExecutionId: row.parentExecutionId,
    status: 'NOT_STARTED',
    version: 1,
    priority: row.priority,
    buildTime: now,
    startTime: null,
    endTime: null,
    startTimeExpiry,
    limitConcurrent: row.limitConcurrent,
    maxConcurrentExecutions: row.maxConcurrentExecutions,
    keepWaitingPipelines: row.keepWaitingPipelines,
    admitted: row.admitted,
    canceled: false,
    canceledBy: null,
    cancellationReason: null,
    paused: null,
    restarts: 0,
  };
}

/** A stage of the definition as a row that has not begun. */
export function newStage(stage: StageBlueprint, position: number, id: string = newId()): StageState {
  return {
    ...notBegun,
    id,
    position,
    refId: stage.refId,
    requisites: stage.requisiteStageRefIds,
    type: stage.kind,
    name: stage.name,
    parentId: null,
    owner: null,
    startTimeExpiry: stage.startTimeExpiry,
    flags: flagsOf(isObject(stage.context) ? stage.context : {}),
  };
}
