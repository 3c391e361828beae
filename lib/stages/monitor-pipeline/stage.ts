import { failed, running, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { isComplete, type JsonObject } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import { wouldDo } from '../preview.ts';
import type { ExecutionFacts, Services } from '../services.ts';
import { MonitorPipelineContext, monitorPipelineDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines'>;

/** Reference section 2.5. */
export const monitorPipeline = defineStage<MonitorPipelineContext, Needs>({
  description: monitorPipelineDescription,
  context: MonitorPipelineContext,
  preview: ({ context }) =>
    wouldDo(
      `Would wait for ${context.executionIds.length === 1 ? 'a run' : `${context.executionIds.length} runs`}.`,
      {
        executionIds: context.executionIds,
      },
    ),
  tasks: { monitorPipeline: { run: monitor, timeoutMs: 12 * 3_600_000, isTimeoutOverridable: true } },
});

async function monitor({
  context,
  actor,
  services,
}: StageRun<MonitorPipelineContext, Needs>): Promise<TaskResult> {
  const ids = [...new Set([...context.executionIds, ...(context.executionId ? [context.executionId] : [])])];
  const found = await Promise.all(ids.map((id) => services.pipelines.execution(id, actor.user)));
  const missing = ids.filter((_, index) => !found[index]);
  if (missing.length > 0) return failed(`These executions do not exist: ${missing.join(', ')}.`);
  const runs = found.filter((run) => run !== undefined);
  const patch = { executionStatuses: statusesOf(runs) };
  const broken = runs.filter((run) => isComplete(run.status) && run.status !== 'SUCCEEDED');
  const isOver = runs.every((run) => isComplete(run.status));
  if (broken.length > 0 && (isOver || context.monitorBehavior === 'FailFast')) {
    const errors = broken.map((run) => `${run.name}: ${run.failure?.errors[0] ?? `ended as ${run.status}`}`);
    return failed(errors, { context: patch, outputs: patch });
  }
  if (isOver) return succeeded({ context: patch, outputs: patch });
  return running({ afterMs: 60_000, wakeOn: ids.map((id) => `execution:${id}`), context: patch });
}

function statusesOf(runs: readonly ExecutionFacts[]): JsonObject {
  return Object.fromEntries(
    runs.map((run) => [
      run.id,
      {
        status: run.status,
        application: run.application,
        ...(run.failure ? { exception: { details: { errors: run.failure.errors } } } : {}),
      },
    ]),
  );
}
