import { runStatus } from '#components/executions/run-status.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';

export interface RunFilters {
  status: readonly string[];
  by: readonly string[];
}

/** The runs that fit; an empty list of values lets everything through. */
export function filterRuns(
  runs: readonly ExecutionSummary[],
  { status, by }: RunFilters,
): ExecutionSummary[] {
  return runs.filter(
    (run) =>
      (status.length === 0 || status.includes(runStatus(run))) && (by.length === 0 || by.includes(run.user)),
  );
}

/** "1 pipeline", "2 pipelines". */
export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
