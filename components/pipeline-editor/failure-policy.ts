import type { JsonObject } from './document.ts';

/** What happens to the pipeline when a stage fails. */
export type FailurePolicy = 'stop' | 'branch' | 'branch-then-fail' | 'ignore';

/** The four choices with the words shown, in Deck's order. */
export const FAILURE_POLICIES: readonly { value: FailurePolicy; label: string; help: string }[] = [
  {
    value: 'stop',
    label: 'Stop the whole pipeline',
    help: 'Other branches are canceled and the pipeline fails at once.',
  },
  {
    value: 'branch',
    label: 'Stop this branch only',
    help: 'Other branches finish, and the pipeline counts as succeeded.',
  },
  {
    value: 'branch-then-fail',
    label: 'Stop this branch, fail when others finish',
    help: 'Other branches finish, then the pipeline fails.',
  },
  {
    value: 'ignore',
    label: 'Ignore the failure',
    help: 'The stages behind it run, and the pipeline counts as succeeded.',
  },
];

/** Reads the three booleans in Orca's precedence: continue, then fail (also when absent), then stop. */
export function failurePolicyOf(stage: JsonObject): FailurePolicy {
  if (isTrue(stage.continuePipeline)) return 'ignore';
  if (stage.failPipeline === undefined || stage.failPipeline === null || isTrue(stage.failPipeline)) {
    return 'stop';
  }
  return isTrue(stage.completeOtherBranchesThenFail) ? 'branch-then-fail' : 'branch';
}

/** The stage with the three booleans of a choice written out, as Deck writes them. */
export function withFailurePolicy(stage: JsonObject, policy: FailurePolicy): JsonObject {
  return {
    ...stage,
    failPipeline: policy === 'stop',
    continuePipeline: policy === 'ignore',
    completeOtherBranchesThenFail: policy === 'branch-then-fail',
  };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
