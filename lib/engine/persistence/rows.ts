import { z } from 'zod';
import { ExecutionStatus, type JsonObject, syntheticOwners } from '../model.ts';
import { type ExecutionState, phases, type StageFlags, type StageState } from '../transition/state.ts';

const time = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Date.parse(text)));

const ExecutionRow = z.object({
  id: z.string(),
  application: z.string(),
  name: z.string(),
  pipelineConfigId: z.string().nullable(),
  parentExecutionId: z.string().nullable(),
  status: ExecutionStatus,
  version: z.number(),
  priority: z.number(),
  buildTime: z.string().transform((text) => Date.parse(text)),
  startTime: time,
  endTime: time,
  startTimeExpiry: time,
  limitConcurrent: z.boolean(),
  maxConcurrentExecutions: z.number(),
  keepWaitingPipelines: z.boolean(),
  admitted: z.boolean(),
  canceled: z.boolean(),
  canceledBy: z.string().nullable(),
  cancellationReason: z.string().nullable(),
  paused: z
    .object({
      pausedBy: z.string(),
      pauseTime: z.number(),
      resumedBy: z.string().optional(),
      resumeTime: z.number().optional(),
      pausedMs: z.number(),
    })
    .nullable(),
  restarts: z.number(),
  traceparent: z.string().nullable(),
});

const TaskRow = z.object({
  name: z.string(),
  status: ExecutionStatus,
  startTime: z.number().nullable(),
  endTime: z.number().nullable(),
  polls: z.number().optional(),
  failures: z.number().optional(),
});

const StageRow = z.object({
  id: z.string(),
  position: z.number(),
  refId: z.string(),
  requisites: z.array(z.string()),
  type: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  owner: z.enum(syntheticOwners).nullable(),
  startTimeExpiry: time,
  status: ExecutionStatus,
  startTime: time,
  endTime: time,
  phase: z.enum(phases),
  attempt: z.number(),
  restarts: z.number(),
  dueAt: time,
  wakeOn: z.array(z.string()),
  carrier: z.string().nullable(),
  tasks: z.array(TaskRow),
  flags: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
  error: z.string().nullable(),
});

/** Reads a row as `to_jsonb` writes it. */
export const readExecution = (row: unknown): ExecutionState => ExecutionRow.parse(row);

export function readStage(row: unknown): StageState {
  const { flags, ...stage } = StageRow.parse(row);
  // Flags are written by this engine alone, value by value.
  return { ...stage, flags: flags as StageFlags };
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** What a step may change of an execution. */
export function writeExecution(execution: ExecutionState): JsonObject {
  return {
    status: execution.status,
    startTime: iso(execution.startTime),
    endTime: iso(execution.endTime),
    admitted: execution.admitted,
    canceled: execution.canceled,
    canceledBy: execution.canceledBy,
    cancellationReason: execution.cancellationReason,
    paused: execution.paused,
    restarts: execution.restarts,
  };
}

/** What a step may change of a stage. */
export function writeStage(stage: StageState) {
  return {
    id: stage.id,
    status: stage.status,
    startTime: iso(stage.startTime),
    endTime: iso(stage.endTime),
    phase: stage.phase,
    attempt: stage.attempt,
    restarts: stage.restarts,
    dueAt: iso(stage.dueAt),
    wakeOn: stage.wakeOn,
    carrier: stage.carrier,
    tasks: stage.tasks,
    flags: stage.flags,
    error: stage.error,
  };
}

/** A stage that is new to the run. */
export function writeNewStage(stage: StageState) {
  return {
    ...writeStage(stage),
    position: stage.position,
    refId: stage.refId,
    requisites: stage.requisites,
    type: stage.type,
    name: stage.name,
    parentId: stage.parentId,
    owner: stage.owner,
    startTimeExpiry: iso(stage.startTimeExpiry),
  };
}
