import { expect, test } from 'vitest';
import { answerOf } from '../testing/fake-run.ts';
import { ExecutionWindow } from './schema.ts';
import { restrictExecutionDuringTimeWindow as kind } from './stage.ts';
import { nextOpening } from './window.ts';

const at = (text: string) => Date.parse(text);
const opens = (window: unknown, now: string, zone = 'UTC') => {
  const moment = nextOpening(ExecutionWindow.parse(window), at(now), zone);
  return Number.isFinite(moment) ? new Date(moment).toISOString().slice(0, 16) : 'never';
};
const span = (startHour: number, endHour: number, startMin = 0, endMin = 0) => ({
  startHour,
  startMin,
  endHour,
  endMin,
});
// 23 November 2026 is a Monday.
const monday = '2026-11-23T';

test.each([
  ['inside, it goes on at once', { whitelist: [span(9, 17)] }, `${monday}10:00Z`, `${monday}10:00`],
  ['before, it waits for the start', { whitelist: [span(9, 17)] }, `${monday}08:00Z`, `${monday}09:00`],
  ['at the end it is closed', { whitelist: [span(9, 17)] }, `${monday}17:00Z`, '2026-11-24T09:00'],
  ['minutes count', { whitelist: [span(9, 9, 15, 45)] }, `${monday}09:14Z`, `${monday}09:15`],
  [
    'of two windows the next one opens',
    { whitelist: [span(1, 2), span(20, 22)] },
    `${monday}12:00Z`,
    `${monday}20:00`,
  ],
  ['around midnight it is open late', { whitelist: [span(22, 6)] }, `${monday}23:30Z`, `${monday}23:30`],
  ['and early', { whitelist: [span(22, 6)] }, `${monday}05:59Z`, `${monday}05:59`],
  ['but not at noon', { whitelist: [span(22, 6)] }, `${monday}12:00Z`, `${monday}22:00`],
  [
    'around midnight a day counts for the hours that are in it, the early ones',
    { whitelist: [span(22, 6)], days: [2] },
    `${monday}03:00Z`,
    `${monday}03:00`,
  ],
  [
    'and not for those of the next day',
    { whitelist: [span(22, 6)], days: [2] },
    '2026-11-24T03:00Z',
    '2026-11-30T00:00',
  ],
  [
    'an end at midnight opens nothing at midnight',
    { whitelist: [span(22, 0)], days: [3] },
    `${monday}10:00Z`,
    '2026-11-24T22:00',
  ],
  ['days alone mean whole days: 1 is Sunday', { days: [1] }, `${monday}10:00Z`, '2026-11-29T00:00'],
  ['2 is Monday', { days: [2] }, `${monday}10:00Z`, `${monday}10:00`],
  ['7 is Saturday', { whitelist: [span(9, 17)], days: [7] }, `${monday}10:00Z`, '2026-11-28T09:00'],
  ['a window without hours and days is always open', {}, `${monday}10:00Z`, `${monday}10:00`],
  ['nulls mean the same', { whitelist: null, days: null, jitter: null }, `${monday}10:00Z`, `${monday}10:00`],
])('%s', (_, window, now, expected) => {
  expect(opens(window, now)).toBe(expected);
});

test('hours are those of the zone, in winter and in summer', () => {
  const window = { whitelist: [span(9, 17)] };
  expect(opens(window, '2026-01-15T12:00Z', 'America/Los_Angeles')).toBe('2026-01-15T17:00');
  expect(opens(window, '2026-07-15T12:00Z', 'America/Los_Angeles')).toBe('2026-07-15T16:00');
  // On 8 March 2026 the clocks there jump from 2 to 3.
  expect(opens({ whitelist: [span(2, 4)] }, '2026-03-08T09:00Z', 'America/Los_Angeles')).toBe(
    '2026-03-08T10:00',
  );
});

const now = at(`${monday}10:00Z`);
const ask = (context: Record<string, unknown>, rest = {}) =>
  answerOf(kind, 'waitForWindow', { context, now, ...rest });
const open = { whitelist: [], days: [] };
const jitter = { enabled: true, minDelay: 10, maxDelay: 20 };

test('a person may skip the wait, a dry run does not wait', async () => {
  const closed = { restrictedExecutionWindow: { days: [1], timeZone: 'UTC' } };
  expect((await ask(closed)).status).toBe('running');
  expect((await ask({ ...closed, skipRemainingWait: true })).status).toBe('succeeded');
  expect((await ask(closed, { execution: { isDryRun: true } })).status).toBe('succeeded');
});

test('jitter waits between its bounds, in seconds, once', async () => {
  const first = await ask({ restrictedExecutionWindow: { ...open, jitter } });
  if (first.status !== 'running') throw new Error('It should wait.');
  expect(first.afterMs).toBeGreaterThanOrEqual(10_000);
  expect(first.afterMs).toBeLessThanOrEqual(20_000);
  const jitterUntil = Number(first.context?.jitterUntil);
  const later = { restrictedExecutionWindow: { ...open, jitter }, jitterUntil };
  expect((await ask(later, { now: jitterUntil - 1 })).status).toBe('running');
  expect((await ask(later, { now: jitterUntil })).status).toBe('succeeded');
});

test('jitter is left out for people where the window says so', async () => {
  const window = { ...open, jitter: { ...jitter, skipManual: true } };
  expect((await ask({ restrictedExecutionWindow: window })).status).toBe('succeeded');
  const execution = { trigger: { type: 'cron' } };
  expect((await ask({ restrictedExecutionWindow: window }, { execution })).status).toBe('running');
});

test('a window that does not open within seven days fails the stage', async () => {
  const context = { restrictedExecutionWindow: { days: [1], timeZone: 'UTC' } };
  const stage = { startedAt: now - 7 * 86_400_000 - 1 };
  expect((await ask(context, { stage })).status).toBe('failed');
});
