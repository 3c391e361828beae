import type { DomainEvent } from '#lib/events/index.ts';
import type { ExecutionState, Step } from '../transition/state.ts';
import type { Sql } from './sql.ts';

/** What the live stream is told of a step, as JSON; null when nothing that people see has changed. */
export function eventsFor(step: Step, hasNews: boolean): string | null {
  if (step.events.length === 0 && !hasNews) return null;
  const { execution } = step.state;
  const events: DomainEvent[] = [changeOf(execution)];
  for (const event of step.events) {
    if (event.kind !== 'stage.changed' || event.type !== 'manualJudgment') continue;
    events.push({
      kind: 'approval.changed',
      application: execution.application,
      executionId: execution.id,
      stageId: event.stageId,
    });
  }
  return JSON.stringify(events);
}

const changeOf = (execution: ExecutionState): DomainEvent => ({
  kind: 'execution.changed',
  application: execution.application,
  executionId: execution.id,
  pipelineId: execution.pipelineConfigId,
  status: execution.status,
});

/** The run begins or ends, or somebody is asked to judge: told with the change itself, never later. */
export function isTurningPoint(step: Step): boolean {
  return step.events.some((event) => event.kind === 'execution.changed' || event.type === 'manualJudgment');
}

/** Gathers the runs that moved, and tells of each once in a while. */
export interface TellSoon {
  readonly add: (execution: ExecutionState) => void;
}

const everyMs = 60;

/**
 * A stage's progress is only a hint to look again, and a quick run makes hundreds of steps a second: they are told
 * together. NOTIFY also makes the commits of a database wait for each other, so the fewer the better.
 */
export function tellSoon(sql: Sql): TellSoon {
  const waiting = new Map<string, DomainEvent>();
  let isPlanned = false;
  const flush = async () => {
    isPlanned = false;
    const events = [...waiting.values()];
    waiting.clear();
    try {
      await sql.query('engine.tell', 'select foredeck_publish($1::jsonb)::text', [JSON.stringify(events)]);
    } catch {
      // Who missed a hint sees the next one, or the end of the run.
    }
  };
  return {
    add: (execution) => {
      waiting.set(execution.id, changeOf(execution));
      if (isPlanned) return;
      isPlanned = true;
      setTimeout(() => void flush(), everyMs);
    },
  };
}
