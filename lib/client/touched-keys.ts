import type { QueryKey } from '@tanstack/react-query';
import type { DomainEvent } from '#lib/events/schema.ts';
import { keys } from './query-keys.ts';

/** What an event makes old. Exhaustive: a new kind of event does not compile until it is placed here. */
export function touchedKeys(event: DomainEvent): QueryKey[] {
  switch (event.kind) {
    case 'application.changed':
      return [keys.applications(), keys.application(event.application)];
    case 'pipeline.changed':
      return [keys.pipelines(event.application), keys.pipeline(event.pipelineId)];
    case 'pipeline.edited':
      return [];
    case 'execution.changed':
      return [keys.executions(event.application), keys.execution(event.executionId)];
    case 'approval.changed':
      return [keys.approvals(), keys.execution(event.executionId)];
    case 'notification.changed':
      return [keys.notifications(event.executionId)];
    case 'infrastructure.changed':
      return [keys.infrastructure(event.application)];
    case 'account.changed':
      return [keys.accounts(), keys.account(event.account)];
    case 'access.changed':
      return [keys.me(), keys.applications(), keys.users(), keys.teams()];
    default:
      // A newer server may tell of what this page does not know yet.
      event satisfies never;
      return [];
  }
}

/** Lists over all applications: every run anywhere makes them old, so they follow at a calmer pace than the rest. */
export function touchedEverywhere(events: readonly DomainEvent[]): QueryKey[] {
  return events.some(({ kind }) => kind === 'execution.changed') ? [keys.executionsEverywhere()] : [];
}

/** The keys that a burst of events touches, each once: 500 changes of one application are one refetch. */
export function touchedOnce(events: readonly DomainEvent[]): QueryKey[] {
  const once = new Map<string, QueryKey>();
  for (const key of events.flatMap(touchedKeys)) once.set(JSON.stringify(key), key);
  return [...once.values()];
}
