import { expect, test } from 'vitest';
import { humanDuration } from './age.ts';

test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [200, '3m20s'],
  [600, '10m'],
  [3 * 3600, '3h'],
  [4 * 3600 + 600, '4h10m'],
  [2 * 86_400 + 3 * 3600, '2d3h'],
  [120 * 86_400, '120d'],
  [800 * 86_400, '2y70d'],
])('%i seconds are shown as %s', (seconds, text) => {
  expect(humanDuration(seconds * 1000)).toBe(text);
});
