import { expect, test } from 'vitest';
import { type FreshnessFacts, freshnessOf } from './freshness.ts';

const watching = { kind: 'Pod', state: { phase: 'watching' as const }, since: 0, isListed: true };
const facts = (more: Partial<FreshnessFacts>): FreshnessFacts => ({
  now: 100_000,
  lastHeard: 99_000,
  probeError: undefined,
  silenceMs: 25_000,
  reflectors: [watching],
  ...more,
});
const waiting = (more: { isRefused?: boolean; isUnauthorized?: boolean; since?: number }) => ({
  ...watching,
  since: more.since ?? 0,
  state: {
    phase: 'waiting' as const,
    error: 'its words',
    isRefused: more.isRefused ?? false,
    isUnauthorized: more.isUnauthorized ?? false,
  },
});

test.each([
  ['all is watched and heard from', facts({}), 'live'],
  [
    'a kind was never listed',
    facts({ reflectors: [{ ...watching, isListed: false, state: { phase: 'listing' } }] }),
    'connecting',
  ],
  ['nothing was heard for 26 s', facts({ lastHeard: 74_000 }), 'stale'],
  [
    'the credential is refused',
    facts({ reflectors: [waiting({ isUnauthorized: true, since: 99_000 })] }),
    'stale',
  ],
  ['a kind was lost a moment ago', facts({ reflectors: [waiting({ since: 99_000 })] }), 'live'],
  ['a kind is lost for half a minute', facts({ reflectors: [waiting({ since: 70_000 })] }), 'stale'],
  ['a kind may not be read', facts({ reflectors: [watching, waiting({ isRefused: true })] }), 'live'],
])('when %s', (_, given, state) => {
  expect(freshnessOf(given).state).toBe(state);
});

test('a kind that may not be read is named with the words of the refusal', () => {
  expect(freshnessOf(facts({ reflectors: [waiting({ isRefused: true })] })).partial).toEqual([
    { kind: 'Pod', message: 'its words' },
  ]);
});
