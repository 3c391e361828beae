import { z } from 'zod';
import { ApplicationName } from '#lib/applications/schema.ts';
import { endpoint } from '#lib/http/endpoint.ts';
import { PipelineDocument } from '#lib/pipelines/schema.ts';
import { StartOperation } from './operation-schema.ts';
import {
  Approval,
  ExecutionDetail,
  ExecutionPage,
  ExecutionQuery,
  ExecutionSummary,
  Retention,
  SaveRetention,
  StageDetail,
  StagePreview,
} from './schema.ts';

const InApplication = z.object({ application: ApplicationName });
export const ExecutionRef = z.object({ id: z.string().min(1).max(64) });
export const StageRef = ExecutionRef.extend({ stage: z.string().min(1).max(64) });
const Reason = z.object({ reason: z.string().trim().max(500).default('') });
/** As large as what can be saved. */
const DRAFT_LIMIT = 12 * 1024 * 1024;
const Started = z.object({ executionId: z.string() });

export const listExecutionsApi = endpoint({
  method: 'GET',
  path: '/executions',
  query: ExecutionQuery,
  response: ExecutionPage,
  summary: 'List runs, newest first',
});
export const recentExecutionsApi = endpoint({
  method: 'GET',
  path: '/applications/{application}/executions/recent',
  params: InApplication,
  query: z.object({ perPipeline: z.coerce.number().int().min(1).max(50).default(5) }),
  response: z.array(ExecutionSummary),
  summary: 'The newest runs of each pipeline of an application',
});
export const getExecutionApi = endpoint({
  method: 'GET',
  path: '/executions/{id}',
  params: ExecutionRef,
  response: ExecutionDetail,
  summary: 'Read a run with its stages',
});
export const getExecutionSourceApi = endpoint({
  method: 'GET',
  path: '/executions/{id}/source',
  params: ExecutionRef,
  response: z.record(z.string(), z.unknown()),
  summary: 'Read a run whole: its own copy of the pipeline, trigger, every context',
});
export const getStageApi = endpoint({
  method: 'GET',
  path: '/executions/{id}/stages/{stage}',
  params: StageRef,
  response: StageDetail,
  summary: 'Read what a stage was told and recorded',
});
export const previewStageApi = endpoint({
  method: 'GET',
  path: '/executions/{id}/stages/{stage}/preview',
  params: StageRef,
  response: StagePreview,
  summary: 'What the deploys behind a stage would change in their clusters',
});
export const startPipelineApi = endpoint({
  method: 'POST',
  path: '/pipelines/{id}/executions',
  params: ExecutionRef,
  body: z.object({
    parameters: z.record(z.string(), z.unknown()).default({}),
    artifacts: z.array(z.record(z.string(), z.unknown())).max(100).default([]),
    isDryRun: z.boolean().default(false),
    /** Rehearses this document in place of the saved one. Only for a dry run. */
    draft: PipelineDocument.optional(),
    /** A repeat (a double click, a retry of the network) with the same id finds the first run. */
    correlationId: z.string().min(8).max(128).optional(),
  }),
  response: Started,
  bodyLimit: DRAFT_LIMIT,
  summary: 'Start a pipeline',
});
export const rerunExecutionApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/rerun',
  params: ExecutionRef,
  body: z.object({}),
  response: Started,
  summary: 'Start the pipeline again with the same parameters and artifacts',
});
export const cancelExecutionApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/cancel',
  params: ExecutionRef,
  body: Reason,
  summary: 'Cancel a run',
});
export const pauseExecutionApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/pause',
  params: ExecutionRef,
  body: z.object({}),
  summary: 'Pause a run',
});
export const resumeExecutionApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/resume',
  params: ExecutionRef,
  body: z.object({}),
  summary: 'Go on with a paused run',
});
export const deleteExecutionApi = endpoint({
  method: 'DELETE',
  path: '/executions/{id}',
  params: ExecutionRef,
  summary: 'Delete a run that has ended',
});
export const restartStageApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/stages/{stage}/restart',
  params: StageRef,
  body: Reason.extend({ settleAs: z.enum(['SKIPPED', 'FAILED_CONTINUE']).optional() }),
  summary: 'Run a stage and what follows again; or skip it, or ignore its failure, and go on (settleAs)',
});
export const skipStageApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/stages/{stage}/skip',
  params: StageRef,
  body: Reason,
  summary: 'Leave a running stage out',
});
export const patchStageApi = endpoint({
  method: 'PATCH',
  path: '/executions/{id}/stages/{stage}',
  params: StageRef,
  body: z.object({ skipRemainingWait: z.literal(true) }),
  summary: 'End the wait of a stage at once',
});
export const judgeApi = endpoint({
  method: 'POST',
  path: '/executions/{id}/stages/{stage}/judgment',
  params: StageRef,
  body: z.object({
    decision: z.enum(['continue', 'stop']),
    input: z.string().max(1000).optional(),
    comment: z.string().trim().max(2000).default(''),
    /** What stood on the judge's screen (the stage's `subjectHash`): an approval of anything else is refused. */
    subjectHash: z.string().max(200).optional(),
  }),
  summary: 'Approve or reject a waiting judgment',
});
export const listApprovalsApi = endpoint({
  method: 'GET',
  path: '/approvals',
  response: z.array(Approval),
  summary: 'Judgments that wait, oldest first',
});
export const startOperationApi = endpoint({
  method: 'POST',
  path: '/applications/{application}/operations',
  params: InApplication,
  body: StartOperation,
  response: Started,
  summary: 'Do one thing to a cluster: scale, roll back, restart, pause, resume, delete, deploy',
});
export const getRetentionApi = endpoint({
  method: 'GET',
  path: '/applications/{application}/retention',
  params: InApplication,
  response: Retention,
  summary: 'How long an application keeps its finished runs',
});
export const saveRetentionApi = endpoint({
  method: 'PUT',
  path: '/applications/{application}/retention',
  params: InApplication,
  body: SaveRetention,
  response: Retention,
  summary: 'Say how long an application keeps its finished runs',
});
