import { expect, test } from 'vitest';
import { progressOf, soFar, whoMay } from './quorum.ts';

const quorum = { requiredApprovals: 2, approvedBy: ['dana'], roles: [], excludesAuthor: false };

test('says how many have agreed, who, and how many must still do so', () => {
  expect(progressOf(quorum)).toBe('1 of 2 approvals');
  expect(soFar(quorum)).toBe('dana has approved; 1 more approval is needed.');
  expect(soFar({ ...quorum, requiredApprovals: 4, approvedBy: ['dana', 'otto'] })).toBe(
    'dana and otto have approved; 2 more approvals are needed.',
  );
  expect(soFar({ ...quorum, approvedBy: [] })).toBe('2 approvals are needed.');
});

test('where one person decides there is nothing to count', () => {
  const alone = { ...quorum, requiredApprovals: 1, approvedBy: [] };
  expect(progressOf(alone)).toBeUndefined();
  expect(soFar(alone)).toBeUndefined();
});

test('says who may decide', () => {
  expect(whoMay(quorum)).toBe('Anyone who may run pipelines of this application may decide.');
  expect(whoMay({ roles: ['sre', 'web'], excludesAuthor: true })).toBe(
    'Anyone in sre or web may decide, but neither who started the run nor who last changed the pipeline.',
  );
});
