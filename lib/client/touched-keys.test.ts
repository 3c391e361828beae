import { expect, test } from 'vitest';
import type { DomainEvent } from '#lib/events/schema.ts';
import { touchedEverywhere, touchedKeys, touchedOnce } from './touched-keys.ts';

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

test('any run makes the lists over all applications old, other changes do not', () => {
  const run: DomainEvent = {
    kind: 'execution.changed',
    application: 'shop',
    executionId: 'e1',
    status: 'RUNNING',
  };
  const pods: DomainEvent = { kind: 'infrastructure.changed', application: 'shop', account: 'prod' };
  expect(touchedEverywhere([pods, run, run])).toEqual([['executions-everywhere']]);
  expect(touchedEverywhere([pods])).toEqual([]);
});

test('a burst about one application touches its keys once', () => {
  const burst = Array.from(
    { length: 500 },
    (): DomainEvent => ({ kind: 'infrastructure.changed', application: 'shop', account: 'prod' }),
  );
  expect(touchedOnce(burst)).toEqual([['infrastructure', 'shop']]);
});
