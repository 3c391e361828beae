import type { AccountFreshness } from '#lib/infrastructure/schema.ts';

/** Whether what is shown of an account is old, or not known at all, as its cluster does not answer. */
export function isBehind({ state, error }: AccountFreshness): boolean {
  return state === 'stale' || (state === 'connecting' && error !== undefined);
}
