import { resolveAll } from '#lib/artifacts/index.ts';
import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { ExecutionStatus } from '#lib/engine/model.ts';
import { defineStage } from '../define-stage.ts';
import type { Services } from '../services.ts';
import { FindArtifactFromExecutionContext, findArtifactFromExecutionDescription } from './schema.ts';

type Needs = Pick<Services, 'pipelines'>;
type Run = StageRun<FindArtifactFromExecutionContext, Needs>;

/** Reference section 2.5. */
export const findArtifactFromExecution = defineStage<FindArtifactFromExecutionContext, Needs>({
  description: findArtifactFromExecutionDescription,
  context: FindArtifactFromExecutionContext,
  tasks: { findArtifactFromExecution: { run: find } },
  // It only reads.
  preview: find,
});

async function find({ context, execution, stage, actor, services }: Run): Promise<TaskResult> {
  const statuses = statusesOf(context.executionOptions);
  const newest = await services.pipelines.newestExecution({
    user: actor.user,
    application: context.application ?? execution.application,
    pipeline: context.pipeline,
    statuses,
    // What this very stage found, now or in an earlier run, is not found again.
    ...(context.pipeline === execution.pipelineConfigId ? { exceptRefId: stage.refId } : {}),
  });
  if (!newest) return failed(`The pipeline has no run that is ${statuses.join(' or ')}.`);
  const single = context.expectedArtifact ? [context.expectedArtifact] : [];
  const expected = context.expectedArtifacts?.length ? context.expectedArtifacts : single;
  const { artifacts, resolvedExpectedArtifacts, missing } = resolveAll(expected, newest.artifacts);
  if (missing.length > 0) {
    return failed(missing.map((name) => `Run ${newest.id} has no artifact that matches "${name}".`));
  }
  const outputs = { artifacts, resolvedExpectedArtifacts };
  return succeeded({ outputs, context: { ...outputs, sourceExecutionId: newest.id } });
}

function statusesOf(options: FindArtifactFromExecutionContext['executionOptions']): ExecutionStatus[] {
  const statuses: ExecutionStatus[] = [];
  if (options.succeeded || options.successful) statuses.push('SUCCEEDED');
  if (options.terminal) statuses.push('TERMINAL');
  if (options.running) statuses.push('RUNNING');
  return statuses.length > 0 ? statuses : ['SUCCEEDED'];
}
