import { expect, test } from 'vitest';
import { jsonParts } from './json-parts.ts';

test.each([0, 1, 200, 201, 1000])('a list of %i items comes out whole', (length) => {
  const body = { kind: 'List', items: Array.from({ length }, (_, index) => ({ index })) };
  expect(JSON.parse([...jsonParts(body)].join(''))).toEqual(body);
});

test('what is no list is one part', () => {
  expect([...jsonParts({ a: [1] })]).toEqual(['{"a":[1]}\n']);
});
