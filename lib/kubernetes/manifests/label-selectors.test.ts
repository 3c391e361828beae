import { expect, test } from 'vitest';
import type { LabelSelector } from '../operations/contract.ts';
import { matchesSelectors, toLabelSelector } from './label-selectors.ts';
import { readLabelSelectors } from './read-label-selectors.ts';

const labels = { app: 'web', tier: 'front' };

test.each<[LabelSelector, boolean, string]>([
  [{ kind: 'ANY' }, true, ''],
  [{ kind: 'EQUALS', key: 'app', values: ['web'] }, true, 'app=web'],
  [{ kind: 'EQUALS', key: 'app', values: ['api'] }, false, 'app=api'],
  [{ kind: 'NOT_EQUALS', key: 'none', values: ['x'] }, true, 'none!=x'],
  [{ kind: 'CONTAINS', key: 'tier', values: ['back', 'front'] }, true, 'tier in (back, front)'],
  [{ kind: 'CONTAINS', key: 'none', values: ['x'] }, false, 'none in (x)'],
  [{ kind: 'NOT_CONTAINS', key: 'tier', values: ['back'] }, true, 'tier notin (back)'],
  [{ kind: 'EXISTS', key: 'app' }, true, 'app'],
  [{ kind: 'NOT_EXISTS', key: 'app' }, false, '!app'],
])('%j holds: %s, and is asked for as "%s"', (selector, holds, text) => {
  expect(matchesSelectors(labels, [selector])).toBe(holds);
  expect(toLabelSelector([selector])).toBe(text);
});

test('a selector of an unknown kind is refused: left out, it would select more', () => {
  expect(() => readLabelSelectors([{ kind: 'SOMETIMES', key: 'a' }])).toThrow(/cannot be read/);
  expect(readLabelSelectors([{ kind: 'EXISTS', key: 'a', values: null }])).toEqual([
    { kind: 'EXISTS', key: 'a', values: undefined },
  ]);
});
