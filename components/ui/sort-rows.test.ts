import { expect, test } from 'vitest';
import { nextSort, sortRows } from './sort-rows.ts';

test('versions sort as people count', () => {
  expect(sortRows(['v10', 'v9', 'V1'], (row) => row, false)).toEqual(['V1', 'v9', 'v10']);
});

test('what has no value comes last, whichever way', () => {
  const rows = [{ n: null }, { n: 2 }, { n: 1 }];
  expect(sortRows(rows, (row) => row.n, false).map((row) => row.n)).toEqual([1, 2, null]);
  expect(sortRows(rows, (row) => row.n, true).map((row) => row.n)).toEqual([2, 1, null]);
});

test('a third press returns to the order of the server', () => {
  const once = nextSort(null, 'name');
  const twice = nextSort(once, 'name');
  expect([once?.isDescending, twice?.isDescending, nextSort(twice, 'name')]).toEqual([false, true, null]);
});
