import { expect, test } from 'vitest';
import { podsOf, tagOf } from './pods-of.ts';

test.each([
  ['ghcr.io/stefanprodan/podinfo:6.9.2', '6.9.2'],
  ['registry:5000/team/web', 'web'],
  ['web@sha256:0123456789abcdef', '0123456789ab'],
  ['nginx', 'nginx'],
])('%s shows as %s', (image, tag) => {
  expect(tagOf(image)).toBe(tag);
});

test('a group too large to list is drawn by its counts', () => {
  const counts = { ready: 2, starting: 0, failing: 0, terminating: 1, completed: 0, unknown: 0 };
  expect(podsOf({ counts }).map((pod) => pod.health)).toEqual(['ready', 'ready', 'stopping']);
});
