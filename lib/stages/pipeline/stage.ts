import {
  canceled,
  failed,
  running,
  type StageRun,
  succeeded,
  type TaskResult,
} from '#lib/engine/contract.ts';
import { isComplete, isObject, type JsonObject } from '#lib/engine/model.ts';
import { ActionableError, Forbidden, Invalid, NotFound, Precondition } from '#lib/platform/errors.ts';
import { bindProducedArtifacts } from '../artifacts/bind-produced.ts';
import { artifactsInScope } from '../artifacts/in-scope.ts';
import { defineStage } from '../define-stage.ts';
import { cannotDo, wouldDo } from '../preview.ts';
import type { ExecutionFacts, Services, StartPipeline } from '../services.ts';
import { PipelineContext, pipelineDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines'>;
type Run = StageRun<PipelineContext, Needs>;

/** Reference section 2.5. The child's end wakes the stage; the poll stands behind that. */
export const pipeline = defineStage<PipelineContext, Needs>({
  description: pipelineDescription,
  context: PipelineContext,
  canManuallySkip: (context) => context.skippable === true,
  plan: ({ context }) => ({
    tasks: [
      'startPipeline',
      ...(context.waitForCompletion ? ['monitorPipeline'] : []),
      ...(context.expectedArtifacts?.length ? ['bindProducedArtifacts'] : []),
    ],
  }),
  tasks: {
    startPipeline: { run: start },
    monitorPipeline: { run: monitor, timeoutMs: 12 * 3_600_000, isTimeoutOverridable: true },
    bindProducedArtifacts: { run: bindProducedArtifacts },
  },
  preview: async ({ context, services }) => {
    const child = await services.pipelines.find(context.pipeline);
    const fault = childFault(child);
    if (fault !== undefined) return cannotDo(fault);
    const given = Object.keys(context.pipelineParameters ?? {});
    const parameters = given.length > 0 ? ` with ${given.join(', ')}` : '';
    const wait = context.waitForCompletion ? ' and wait for its end' : '';
    return wouldDo(`Would start pipeline "${String(child?.name)}"${parameters}${wait}.`, {
      parameters: context.pipelineParameters ?? {},
    });
  },
  onCancel: async ({ context, services }) => {
    if (!context.executionId) return undefined;
    const child = await services.pipelines.execution(context.executionId);
    if (!child || isComplete(child.status)) return undefined;
    await services.pipelines.cancel({
      executionId: child.id,
      user: 'parent pipeline',
      reason: 'The pipeline that started it was canceled.',
    });
    return undefined;
  },
});

async function start(run: Run): Promise<TaskResult> {
  const { context, execution, stage, services } = run;
  // A restart that keeps the child comes through here with the child's id.
  if (context.executionId) return succeeded();
  const child = await services.pipelines.find(context.pipeline);
  if (!child) return failed(childIsGone);
  const times = stage.restarts === 0 ? '' : `_${stage.restarts}`;
  const started = await tryStart(services, {
    pipeline: context.pipeline,
    user: run.actor.user,
    correlationId: `${execution.id}_${stage.id}_${context.pipeline}_${execution.startTime ?? 0}${times}`,
    parentExecutionId: execution.id,
    parentStageId: stage.id,
    parameters: context.pipelineParameters ?? {},
    artifacts: await artifactsInScope(run),
    isDryRun: execution.isDryRun,
  });
  const { executionId } = started;
  const link = executionId === undefined ? {} : { context: { executionId, executionName: child.name } };
  return 'fault' in started ? failed(started.fault, link) : succeeded(link);
}

/**
 * A start that is refused (no right, a missing artifact, switched off) does not succeed by asking again. One that could not
 * be prepared has left a failed run behind, which the stage then names.
 */
async function tryStart(
  { pipelines }: Needs,
  input: StartPipeline,
): Promise<{ executionId: string } | { fault: string; executionId?: string }> {
  try {
    return await pipelines.start(input);
  } catch (error) {
    if (!(error instanceof ActionableError) || !refusals.some((kind) => error instanceof kind)) throw error;
    const { executionId } = error.details;
    return { fault: error.message, ...(typeof executionId === 'string' ? { executionId } : {}) };
  }
}

const refusals = [Forbidden, Invalid, NotFound, Precondition];

async function monitor({ context, services }: Run): Promise<TaskResult> {
  const child = context.executionId ? await services.pipelines.execution(context.executionId) : undefined;
  if (!child) return failed('The run that this stage waited for was deleted: restart the stage.');
  const status = { status: child.status };
  switch (child.status) {
    case 'SUCCEEDED':
      return succeeded({
        context: status,
        ...(context.skipDownstreamOutput ? {} : { outputs: child.outputs }),
      });
    case 'CANCELED':
      return canceled({ context: { ...status, exception: { details: { errors: [canceledWords(child)] } } } });
    case 'TERMINAL':
    case 'STOPPED':
      return childFailed(child, status);
    default:
      return running({ afterMs: 60_000, wakeOn: [`execution:${child.id}`], context: status });
  }
}

const childIsGone = 'The pipeline that this stage runs does not exist any more: choose another.';

function childFault(child: JsonObject | undefined): string | undefined {
  if (!child) return childIsGone;
  if (child.disabled !== true && child.disabled !== 'true') return undefined;
  return `Pipeline "${String(child.name)}" is disabled: enable it, then restart the stage.`;
}

const canceledWords = (child: ExecutionFacts): string => `Pipeline "${child.name}" was canceled.`;

function childFailed(child: ExecutionFacts, status: JsonObject): TaskResult {
  const { failure } = child;
  const errors = failure?.errors.length
    ? failure.errors
    : [child.reason ?? `Pipeline "${child.name}" ended as ${child.status}.`];
  const source = failure && {
    executionId: child.id,
    stageId: failure.stageId,
    stageName: failure.stageName,
    stageIndex: failure.stageIndex,
  };
  return failed(errors, {
    context: status,
    details: isObject(source) ? { source } : {},
    exceptionType: 'ChildPipeline',
  });
}
