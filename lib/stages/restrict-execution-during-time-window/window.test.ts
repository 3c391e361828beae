import { describe, expect, test } from 'vitest';
import { ExecutionWindow } from './schema.ts';
import { nextOpening } from './window.ts';

const from = (startHour: number, startMin: number, endHour: number, endMin: number) =>
  ExecutionWindow.parse({ whitelist: [{ startHour, startMin, endHour, endMin }] });
const opening = (window: ExecutionWindow, now: string, zone: string) =>
  new Date(nextOpening(window, Date.parse(now), zone)).toISOString();

describe('when clocks change', () => {
  test('an hour that is skipped opens when the clock has passed it', () => {
    const window = from(2, 30, 2, 45);
    expect(opening(window, '2026-03-08T05:00:00Z', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect(opening(window, '2026-03-29T00:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  test('an hour that comes twice opens the first time only', () => {
    const window = from(1, 30, 1, 45);
    expect(opening(window, '2026-11-01T04:00:00Z', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(opening(window, '2026-11-01T06:00:00Z', 'America/New_York')).toBe('2026-11-02T06:30:00.000Z');
  });
});

test('inside a window it is now; a window that wraps midnight reaches into the next day', () => {
  const window = from(22, 0, 4, 0);
  expect(opening(window, '2026-06-10T02:00:00Z', 'UTC')).toBe('2026-06-10T02:00:00.000Z');
  expect(opening(window, '2026-06-10T12:00:00Z', 'UTC')).toBe('2026-06-10T22:00:00.000Z');
});
