import type { CacheState } from './contract.ts';
import type { ReflectorState } from './reflector.ts';

export type FreshnessFacts = {
  now: number;
  lastHeard: number | undefined;
  probeError: string | undefined;
  silenceMs: number;
  /** One a mirrored kind: its state, since when, and whether it was ever listed. */
  reflectors: readonly { kind: string; state: ReflectorState; since: number; isListed: boolean }[];
};

export type Freshness = {
  state: CacheState;
  error: string | undefined;
  partial: { kind: string; message: string }[];
};

/** Silence after which the cluster counts as lost. It is asked every 10 s, so a living one is never silent for so long. */
export const silenceMs = 25_000;

/**
 * How far the cache may be trusted. A kind we may not read makes it partial, not stale; silence, a refused credential or a kind that cannot
 * be mirrored for a while makes it stale.
 */
export function freshnessOf({
  now,
  lastHeard,
  probeError,
  silenceMs: longest,
  reflectors,
}: FreshnessFacts): Freshness {
  const partial = reflectors.flatMap(({ kind, state }) =>
    state.phase === 'waiting' && state.isRefused ? [{ kind, message: state.error }] : [],
  );
  const readable = reflectors.filter(({ state }) => !(state.phase === 'waiting' && state.isRefused));
  const errors = readable.flatMap(({ state }) => (state.phase === 'waiting' ? [state.error] : []));
  const error = errors[0] ?? probeError;
  const isSilent = lastHeard !== undefined && now - lastHeard > longest;
  const isRefused = readable.some(({ state }) => state.phase === 'waiting' && state.isUnauthorized);
  const isLost = readable.some(
    ({ state, since, isListed }) => isListed && state.phase === 'waiting' && now - since > longest,
  );
  if (isSilent) return { state: 'stale', error: error ?? 'The cluster has not been heard from.', partial };
  if (isRefused || isLost) return { state: 'stale', error, partial };
  if (readable.some(({ isListed }) => !isListed)) return { state: 'connecting', error, partial };
  return { state: 'live', error: undefined, partial };
}
