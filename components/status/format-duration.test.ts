import { expect, test } from 'vitest';
import { ageTickMs, formatAge, formatDuration } from './format-duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [48 * second, '48 s'],
  [2 * minute + 2 * second, '2 m 02 s'],
  [hour + 5 * minute + 9 * second, '1 h 05 m'],
  [3 * day + 4 * hour, '3 d 4 h'],
  [-5 * second, '0 s'],
])('a duration of %d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [20 * second, '20 s'],
  [59 * minute + 59 * second, '59 m'],
  [7 * hour, '7 h'],
  [41 * day, '41 d'],
  [800 * day, '2 y'],
  [-minute, '0 s'],
])('an age of %d ms reads %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

test('an old age ticks less often than a young one', () => {
  expect(ageTickMs(5 * second)).toBeLessThan(ageTickMs(5 * minute));
  expect(ageTickMs(5 * minute)).toBeLessThan(ageTickMs(5 * hour));
});
