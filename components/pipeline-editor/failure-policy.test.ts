import { expect, test } from 'vitest';
import { FAILURE_POLICIES, failurePolicyOf, withFailurePolicy } from './failure-policy.ts';

test.each([
  [{}, 'stop'],
  [{ failPipeline: null }, 'stop'],
  [{ failPipeline: true, completeOtherBranchesThenFail: true }, 'stop'],
  [{ failPipeline: false }, 'branch'],
  [{ failPipeline: false, completeOtherBranchesThenFail: true }, 'branch-then-fail'],
  [{ failPipeline: true, continuePipeline: true }, 'ignore'],
  [{ failPipeline: 'false', continuePipeline: 'true' }, 'ignore'],
] as const)('%j reads as %s', (stage, policy) => {
  expect(failurePolicyOf(stage)).toBe(policy);
});

test('every choice reads back as itself and keeps the rest of the stage', () => {
  for (const { value } of FAILURE_POLICIES) {
    const stage = withFailurePolicy({ name: 'A', continuePipeline: true }, value);
    expect(failurePolicyOf(stage)).toBe(value);
    expect(stage.name).toBe('A');
  }
});
