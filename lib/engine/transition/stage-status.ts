import type { ExecutionStatus } from '../model.ts';
import type { StageFlags } from './state.ts';

/**
 * What a failure becomes by the stage's "if stage fails" setting (reference 1.4). `raw` is TERMINAL or CANCELED.
 */
export function failureStatus(flags: StageFlags, raw: 'TERMINAL' | 'CANCELED' = 'TERMINAL'): ExecutionStatus {
  if (flags.continuePipeline === true) return 'FAILED_CONTINUE';
  return flags.failPipeline === false ? 'STOPPED' : raw;
}

/** What a stage's parts make of it (reference 3.6). */
export function stageStatus(parts: {
  readonly tasks: readonly ExecutionStatus[];
  readonly synthetics: readonly ExecutionStatus[];
  /** Those of `synthetics` that stand after the stage. */
  readonly after?: readonly ExecutionStatus[];
  readonly flags: StageFlags;
}): ExecutionStatus {
  const { flags } = parts;
  const all = new Set<ExecutionStatus>([...parts.synthetics, ...parts.tasks]);
  if (flags.planningFailed) all.add(failureStatus(flags));
  if (all.size === 0) return 'SKIPPED';
  if (all.has('TERMINAL')) return failureStatus(flags);
  if (all.has('STOPPED')) return 'STOPPED';
  if (all.has('CANCELED')) return 'CANCELED';
  if (all.has('FAILED_CONTINUE')) return 'FAILED_CONTINUE';
  if ([...all].every((status) => status === 'SUCCEEDED' || status === 'SKIPPED')) return 'SUCCEEDED';
  if (parts.after?.includes('NOT_STARTED')) return 'RUNNING';
  return 'TERMINAL';
}
