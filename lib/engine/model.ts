import { z } from 'zod';
import { executionStatuses } from './statuses.ts';

export {
  isActive,
  isComplete,
  isFailure,
  isHalted,
  letsDownstreamStart,
} from './statuses.ts';

export const ExecutionStatus = z.enum(executionStatuses);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

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

/** What becomes of finished runs where an application says nothing: days, and how many of each pipeline stay anyway. */
export const retentionDefaults = { days: 90, keepLatest: 20 } as const;
