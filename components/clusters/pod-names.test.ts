import { expect, test } from 'vitest';
import { shortPodName, versionOf } from './pods-of.ts';

test('a pod of a deployment shows what tells it from its siblings', () => {
  expect(shortPodName('web-6b5d6c6b94-7xk2p', 'web')).toBe('…-7xk2p');
  expect(shortPodName('db-0', 'db')).toBe('…-0');
});
test('a pod that is named otherwise, or is the object itself, keeps its name', () => {
  expect(shortPodName('website-1', 'web')).toBe('website-1');
  expect(shortPodName('web', 'web')).toBe('web');
});
test('a revision reads as a version of at least three digits', () => {
  expect(versionOf(7)).toBe('v007');
  expect(versionOf(1234)).toBe('v1234');
});
