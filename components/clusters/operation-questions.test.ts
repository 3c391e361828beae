import { expect, test } from 'vitest';
import { scaleWords } from './operation-questions.ts';

test('says what another number of replicas does', () => {
  expect(scaleWords(3, 3)).toBe('It runs 3 pods now.');
  expect(scaleWords(3, 5)).toBe('From 3 pods to 5: 2 pods will start.');
  expect(scaleWords(2, 1)).toBe('From 2 pods to 1: 1 pod will end.');
  expect(scaleWords(3, 0)).toBe('From 3 pods to none: nothing serves until it is scaled up again.');
});

test('an emptied field is no number, least of all none', () => {
  expect(scaleWords(3, '')).toBe('Say how many pods are to run.');
});
