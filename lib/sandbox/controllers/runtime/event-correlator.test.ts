import { expect, test } from 'vitest';
import { createCorrelator, type EventFacts } from './event-correlator.ts';

const facts: EventFacts = {
  component: 'kubelet',
  host: 'sim-1',
  about: 'uid-1',
  fieldPath: '',
  type: 'Warning',
  reason: 'BackOff',
  message: 'again',
};

test('an equal event is counted on the one written before', () => {
  const correlator = createCorrelator();
  const first = correlator.correlate(facts, 0);
  if (first.kind !== 'create') throw new Error('the first event is to be written');
  first.remember('web.1');
  expect(correlator.correlate(facts, 1000)).toEqual({ kind: 'count', name: 'web.1', message: 'again' });
});

test('from the tenth wording on, events are combined', () => {
  const correlator = createCorrelator();
  const verdicts = Array.from({ length: 10 }, (_, n) =>
    correlator.correlate({ ...facts, message: `pod ${n}` }, n),
  );
  expect(verdicts.slice(0, 9).every((verdict) => verdict.kind === 'create')).toBe(true);
  expect(verdicts[9]).toMatchObject({
    kind: 'create',
    message: '(combined from similar events): pod 9',
  });
});

test('wordings more than ten minutes apart are not combined', () => {
  const correlator = createCorrelator();
  for (let n = 0; n < 9; n++) correlator.correlate({ ...facts, message: `pod ${n}` }, n);
  expect(correlator.correlate({ ...facts, message: 'later' }, 700_000)).toMatchObject({ message: 'later' });
});

test('a source has 25 events about an object and earns one in five minutes', () => {
  const correlator = createCorrelator();
  const send = (nowMs: number) => correlator.correlate(facts, nowMs).kind;
  for (let n = 0; n < 25; n++) expect(send(0)).not.toBe('drop');
  expect(send(0)).toBe('drop');
  expect(send(299_000)).toBe('drop');
  expect(send(301_000)).not.toBe('drop');
  expect(correlator.correlate({ ...facts, about: 'uid-2' }, 0).kind).toBe('create');
});
