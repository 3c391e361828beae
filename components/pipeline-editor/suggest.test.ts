import { expect, test } from 'vitest';
import { nearestName } from './suggest.ts';

test.each([
  ['staging-2', ['production', 'staging'], 'staging'],
  ['Prodution', ['production', 'staging'], 'production'],
  ['eu', ['us-east', 'production'], undefined],
  ['x', [], undefined],
])('%s among %j means %s', (name, known, expected) => {
  expect(nearestName(name, known)).toBe(expected);
});
