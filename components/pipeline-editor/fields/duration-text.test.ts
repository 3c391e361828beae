import { expect, test } from 'vitest';
import { formatDurationText, parseDurationText } from './duration-text.ts';

test.each([
  [7_200, 's', '2 h'],
  [90, 's', '1 min 30 s'],
  [30, 'min', '30 min'],
  [259_200_000, 'ms', '3 d'],
  [0, 's', '0 s'],
] as const)('%i %s reads %s and back', (value, unit, text) => {
  expect(formatDurationText(value, unit)).toBe(text);
  expect(parseDurationText(text, unit)).toBe(value);
});

test.each([
  ['1h30m', 's', 5_400],
  ['1.5 hours', 'min', 90],
  ['15', 'min', 15],
  [' 10 Seconds ', 'ms', 10_000],
  ['soon', 's', undefined],
  ['5 parsecs', 's', undefined],
  ['', 's', undefined],
] as const)('%j in %s is %s', (text, unit, value) => {
  expect(parseDurationText(text, unit)).toBe(value);
});
