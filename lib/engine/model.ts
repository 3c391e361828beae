import { z } from 'zod';

/**
 * The words of an execution's life, and every claim about them, once.
 * The table is Spinnaker's own: STOPPED counts as successful and as failure at once; FAILED_CONTINUE is a
 * failure that lets the pipeline succeed. Browser-safe.
 */
export const executionStatuses = [
  'NOT_STARTED',
  'RUNNING',
  'PAUSED',
  'SUSPENDED',
  'BUFFERED',
  'REDIRECT',
  'SUCCEEDED',
  'SKIPPED',
  'FAILED_CONTINUE',
  'STOPPED',
  'TERMINAL',
  'CANCELED',
] as const;

export const ExecutionStatus = z.enum(executionStatuses);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

const complete: ReadonlySet<ExecutionStatus> = new Set([
  'SUCCEEDED',
  'SKIPPED',
  'FAILED_CONTINUE',
  'STOPPED',
  'TERMINAL',
  'CANCELED',
]);
const halted: ReadonlySet<ExecutionStatus> = new Set(['STOPPED', 'TERMINAL', 'CANCELED']);
const passing: ReadonlySet<ExecutionStatus> = new Set(['SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE']);
const successful: ReadonlySet<ExecutionStatus> = new Set(['SUCCEEDED', 'SKIPPED', 'STOPPED']);
const failed: ReadonlySet<ExecutionStatus> = new Set(['FAILED_CONTINUE', 'STOPPED', 'TERMINAL']);

/** The status is final: nothing but an explicit restart leaves it. */
export const isComplete = (status: ExecutionStatus): boolean => complete.has(status);
/** The branch ends here: what depends on it never starts. */
export const isHalted = (status: ExecutionStatus): boolean => halted.has(status);
/** What depends on it may start. */
export const letsDownstreamStart = (status: ExecutionStatus): boolean => passing.has(status);
/** In Spinnaker's "successful" set (STOPPED belongs to it). */
export const isSuccessful = (status: ExecutionStatus): boolean => successful.has(status);
/** In Spinnaker's "failure" set (STOPPED belongs to it too). */
export const isFailure = (status: ExecutionStatus): boolean => failed.has(status);
/** Begun and not ended. */
export const isActive = (status: ExecutionStatus): boolean => status === 'RUNNING' || status === 'PAUSED';

export const syntheticOwners = ['STAGE_BEFORE', 'STAGE_AFTER'] as const;
/** Which side of its parent a synthetic stage stands on. */
export type SyntheticOwner = (typeof syntheticOwners)[number];

/** Any JSON value, as contexts, outputs and triggers hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** A JSON object with unknown members: stage contexts, outputs, triggers, stored definitions. */
export type JsonObject = Record<string, unknown>;

/** Narrows an unknown value to a JSON object (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
