import { expect, test } from 'vitest';
import { jumpsFrom } from './jumps.ts';
import { nextKey, sequenceMs } from './key-sequence.ts';
import { matchScore } from './match-score.ts';
import { applicationOf, places } from './places.ts';

test('g and a second key soon after are one', () => {
  const first = nextKey(null, 'g', 0);
  expect(first.pressed).toBeNull();
  expect(nextKey(first.pending, 'a', 500)).toEqual({ pending: null, pressed: 'g a' });
});

test('a second key that comes late stands for itself', () => {
  const first = nextKey(null, 'g', 0);
  expect(nextKey(first.pending, '/', sequenceMs + 1)).toEqual({ pending: null, pressed: '/' });
});

test('the keys of an application work on its pages only', () => {
  const keysOn = (pathname: string) => jumpsFrom(pathname).map((jump) => jump.keys);
  expect(keysOn('/')).not.toContain('g p');
  expect(jumpsFrom(`${places.clusters('shop')}?q=x`).find((jump) => jump.keys === 'g p')?.href).toBe(
    '/applications/shop/pipelines',
  );
});

test('an application is read from the address', () => {
  expect(applicationOf('/applications/shop/pipelines')).toBe('shop');
  expect(applicationOf('/applications')).toBeNull();
});

test('a label is found by its beginnings first, and only by all words', () => {
  const labels = ['restore front', 'storefront', 'payments'];
  const ranked = labels
    .filter((label) => matchScore('store', label) > 0)
    .sort((a, b) => matchScore('store', b) - matchScore('store', a));
  expect(ranked).toEqual(['storefront', 'restore front']);
  expect(matchScore('store pay', 'storefront')).toBe(0);
  expect(matchScore('deploy prod', 'Deploy to production')).toBeGreaterThan(0);
});
