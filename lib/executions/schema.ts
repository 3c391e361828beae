import { z } from 'zod';
import { ExecutionStatus } from '#lib/engine/model.ts';

/** Epoch ms. */
const Time = z.number().nullable();

/** A stage as the bar of a list needs it. */
export const StageBar = z.object({
  id: z.string(),
  refId: z.string(),
  name: z.string(),
  type: z.string(),
  status: ExecutionStatus,
  startTime: Time,
  endTime: Time,
});
export type StageBar = z.infer<typeof StageBar>;

/** A run's place in its pipeline's queue. */
export const QueuePlace = z.object({
  /** From 1: the next to begin, where waiting runs are kept. */
  position: z.number().int(),
  /** What it waits for, in a sentence. */
  reason: z.string(),
});
export type QueuePlace = z.infer<typeof QueuePlace>;

/** A run in a list: no trigger, no contexts. */
export const ExecutionSummary = z.object({
  id: z.string(),
  type: z.enum(['PIPELINE', 'ORCHESTRATION']),
  application: z.string(),
  pipelineId: z.string().nullable(),
  name: z.string(),
  /** Counts the runs of the pipeline (or the operations of the application) from 1; 0: started before runs were counted. */
  number: z.number().int(),
  status: ExecutionStatus,
  user: z.string(),
  triggerType: z.string(),
  isDryRun: z.boolean(),
  buildTime: z.number(),
  startTime: Time,
  endTime: Time,
  /** It stands in its pipeline's queue until another run ends. */
  isQueued: z.boolean(),
  queue: QueuePlace.nullable(),
  isAwaitingApproval: z.boolean(),
  canceledBy: z.string().nullable(),
  cancellationReason: z.string().nullable(),
  /** What went wrong first, in a sentence. */
  error: z.string().nullable(),
  /** What it was started with, shortest form: the pinned parameters. Only where a list shows them. */
  pinned: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  /** Top-level stages in the order of the pipeline. */
  stages: z.array(StageBar),
});
export type ExecutionSummary = z.infer<typeof ExecutionSummary>;

export const ExecutionPage = z.object({ executions: z.array(ExecutionSummary), next: z.string().nullable() });
export type ExecutionPage = z.infer<typeof ExecutionPage>;

export const TaskDetail = z.object({
  name: z.string(),
  status: ExecutionStatus,
  startTime: Time,
  endTime: Time,
});

export const StageRow = StageBar.extend({
  requisites: z.array(z.string()),
  parentId: z.string().nullable(),
  owner: z.enum(['STAGE_BEFORE', 'STAGE_AFTER']).nullable(),
  tasks: z.array(TaskDetail),
  error: z.string().nullable(),
  /** It may be left out while it runs. */
  canSkip: z.boolean(),
  restarts: z.number(),
});
export type StageRow = z.infer<typeof StageRow>;

export const ExecutionDetail = ExecutionSummary.extend({
  stages: z.array(StageRow),
  parameters: z.record(z.string(), z.unknown()),
  artifacts: z.array(z.record(z.string(), z.unknown())),
  parentExecutionId: z.string().nullable(),
  paused: z.object({ by: z.string(), at: z.number() }).nullable(),
  /** What the reader may do with it. */
  may: z.object({ execute: z.boolean(), write: z.boolean() }),
});
export type ExecutionDetail = z.infer<typeof ExecutionDetail>;

/** Everything a stage was told and recorded; fetched when somebody looks at the stage. */
export const StageDetail = z.object({
  id: z.string(),
  context: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
});
export type StageDetail = z.infer<typeof StageDetail>;

/** What one deploy would change in its cluster if it ran now. */
export const DeploymentPreview = z.object({
  stageId: z.string(),
  stage: z.string(),
  account: z.string(),
  isProduction: z.boolean(),
  /** SHA-256 of the rendered manifests; absent when they could not be rehearsed. */
  hash: z.string().optional(),
  counts: z
    .object({ created: z.number(), changed: z.number(), unchanged: z.number(), removed: z.number() })
    .optional(),
  manifests: z.array(
    z.object({
      manifestName: z.string(),
      change: z.enum(['created', 'changed', 'unchanged', 'removed']),
      diff: z.string(),
    }),
  ),
  /** What is done to former server groups once the new ones are stable: `delete replicaSet web-v001`. */
  afterwards: z.array(z.string()),
  /** Why it, or a part of it, could not be rehearsed. */
  problems: z.array(z.string()),
});
export type DeploymentPreview = z.infer<typeof DeploymentPreview>;

export const StagePreview = z.object({ deployments: z.array(DeploymentPreview) });
export type StagePreview = z.infer<typeof StagePreview>;

/** A judgment that waits. */
export const Approval = z.object({
  executionId: z.string(),
  stageId: z.string(),
  application: z.string(),
  pipeline: z.string(),
  stage: z.string(),
  startedBy: z.string(),
  waitingSince: z.number(),
  instructions: z.string(),
  /** How many people must approve. */
  requiredApprovals: z.number(),
  /** Who has done so, of what would be deployed now. */
  approvedBy: z.array(z.string()),
  /** Teams whose members may decide; none: whoever may run pipelines of the application. */
  roles: z.array(z.string()),
  /** Neither who started the run nor who last changed the pipeline may approve. */
  excludesAuthor: z.boolean(),
  /** Null: you may decide. Otherwise why you may not. */
  obstacle: z.string().nullable(),
});
export type Approval = z.infer<typeof Approval>;

export const ExecutionQuery = z.object({
  application: z.string().optional(),
  pipelineId: z.string().optional(),
  type: z.enum(['PIPELINE', 'ORCHESTRATION']).optional(),
  /** Comma-separated. */
  statuses: z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(ExecutionStatus))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(30),
  /** The `next` of the page before. */
  before: z.string().max(64).optional(),
});
export type ExecutionQuery = z.infer<typeof ExecutionQuery>;

/** How long finished runs are kept. */
export const SaveRetention = z.object({
  days: z.number().int().min(1).max(3650),
  /** The newest of each pipeline stay whatever their age. */
  keepLatest: z.number().int().min(0).max(1000),
});
export type SaveRetention = z.infer<typeof SaveRetention>;
export const Retention = SaveRetention.extend({
  /** The application says nothing of its own. */
  isDefault: z.boolean(),
  updatedBy: z.string().nullable(),
});
export type Retention = z.infer<typeof Retention>;
