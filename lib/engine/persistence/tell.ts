import type { DomainEvent } from '#lib/events/index.ts';
import type { Step } from '../transition/state.ts';

/** What the live stream is told of a step, as JSON; null when nothing that people see has changed. */
export function eventsFor(step: Step, hasNews: boolean): string | null {
  if (step.events.length === 0 && !hasNews) return null;
  const { execution } = step.state;
  const events: DomainEvent[] = [
    {
      kind: 'execution.changed',
      application: execution.application,
      executionId: execution.id,
      pipelineId: execution.pipelineConfigId,
      status: execution.status,
    },
  ];
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
