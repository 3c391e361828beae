import { expect, test } from 'vitest';
import { daysOf, hoursOf, withDays, withHours } from './execution-window.ts';

test('a window reads and writes its spans and keeps what it does not know', () => {
  const window = {
    whitelist: [{ startHour: 9, startMin: 5, endHour: 17, endMin: 30 }],
    days: [2, 6],
    jitter: { enabled: true },
  };
  expect(hoursOf(window)).toEqual([{ from: '09:05', to: '17:30' }]);
  expect(withHours(window, hoursOf(window))).toEqual(window);
  expect(withDays(window, [6, 2])).toEqual(window);
});

test('a window that is missing or odd is every day, all day', () => {
  expect(daysOf(undefined)).toEqual([]);
  expect(hoursOf({ whitelist: 'x' })).toEqual([]);
  expect(withHours(undefined, [{ from: '22:00', to: '02:00' }])).toEqual({
    whitelist: [{ startHour: 22, startMin: 0, endHour: 2, endMin: 0 }],
  });
});
