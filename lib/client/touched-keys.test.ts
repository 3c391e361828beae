import { expect, test } from 'vitest';
import type { DomainEvent } from '#lib/events/schema.ts';
import { touchedKeys, touchedOnce } from './touched-keys.ts';

test('a changed run is fetched again, and the lists of its application', () => {
  const event: DomainEvent = {
    kind: 'execution.changed',
    application: 'shop',
    executionId: 'e1',
    status: 'RUNNING',
  };
  expect(touchedKeys(event)).toEqual([
    ['executions', 'shop'],
    ['execution', 'e1'],
  ]);
});

test('a burst about one application touches its keys once', () => {
  const burst = Array.from(
    { length: 500 },
    (): DomainEvent => ({ kind: 'infrastructure.changed', application: 'shop', account: 'prod' }),
  );
  expect(touchedOnce(burst)).toEqual([['infrastructure', 'shop']]);
});
