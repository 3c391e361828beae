import { expect, test } from 'vitest';
import { groupPods, type PodHealth, podSentence } from './group-pods.ts';

test('pods that need a look come first', () => {
  const pods: PodHealth[] = ['ready', 'ready', 'starting', 'failing', 'ready'];
  expect(groupPods(pods)).toEqual([
    { health: 'failing', count: 1 },
    { health: 'starting', count: 1 },
    { health: 'ready', count: 3 },
  ]);
});

test('the sentence counts one pod, many pods and none', () => {
  expect(podSentence(['ready'])).toBe('1 pod: 1 ready');
  expect(podSentence(['ready', 'failing'])).toBe('2 pods: 1 failing, 1 ready');
  expect(podSentence([])).toBe('No pods');
});
