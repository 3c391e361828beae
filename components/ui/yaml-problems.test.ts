import { expect, test } from 'vitest';
import { jsonProblems, yamlProblems } from './yaml-problems.ts';

test('sound YAML of several documents has no problems', () => {
  expect(yamlProblems('a: 1\n---\nb: [x, "yes"]\n')).toEqual([]);
});

test('a fault in the second document is marked where it stands', () => {
  const text = 'a: 1\n---\nb: [x\nc: 2\n';
  const [problem] = yamlProblems(text);
  expect(problem?.severity).toBe('error');
  expect(problem?.from).toBeGreaterThan(text.indexOf('---'));
  expect(problem?.to).toBeLessThanOrEqual(text.length);
});

test('a fault of JSON is marked, an empty text is none', () => {
  expect(jsonProblems('{"a": }')[0]?.severity).toBe('error');
  expect(jsonProblems('{"a": 1}')).toEqual([]);
  expect(jsonProblems('')).toEqual([]);
});
