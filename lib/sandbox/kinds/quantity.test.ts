import { expect, test } from 'vitest';
import { canonicalQuantity, parseQuantity } from './quantity.ts';

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1e3'],
  ['100000k', '100M'],
  ['0', '0'],
  ['-1', '-1'],
  ['512Mi', '512Mi'],
])('%s is written as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test.each(['', 'abc', '1.2.3', '1Zi', '--1'])('%s is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});
