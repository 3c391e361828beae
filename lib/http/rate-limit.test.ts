import { expect, test } from 'vitest';
import type { Actor } from '#lib/auth/context.ts';
import { forgetProcessState } from '#lib/platform/process-state.ts';
import { RATES, RateLimiter, requireRate } from './rate-limit.ts';

const rate = { perSecond: 10, burst: 3 };

test('a burst passes, the next waits, and time brings new tokens', () => {
  const limiter = new RateLimiter();
  expect([1, 2, 3].map(() => limiter.take('ana', rate, 0))).toEqual([0, 0, 0]);
  expect(limiter.take('ana', rate, 0)).toBeCloseTo(0.1);
  expect(limiter.take('ana', rate, 99)).toBeGreaterThan(0);
  expect(limiter.take('ana', rate, 200)).toBe(0);
});

test('callers do not spend each other’s tokens', () => {
  const limiter = new RateLimiter();
  for (let time = 0; time < 5; time += 1) limiter.take('ana', rate, 0);
  expect(limiter.take('ben', rate, 0)).toBe(0);
});

test('a clock that goes back gives nothing away and takes nothing', () => {
  const limiter = new RateLimiter();
  for (let time = 0; time < 3; time += 1) limiter.take('ana', rate, 10_000);
  expect(limiter.take('ana', rate, 5000)).toBeGreaterThan(0);
});

test('however many strangers come, few of them are remembered', () => {
  const limiter = new RateLimiter();
  for (let stranger = 0; stranger < 50_000; stranger += 1) limiter.take(`address ${stranger}`, rate, 0);
  expect(limiter.take('address 1', rate, 0)).toBe(0);
});

test('who writes without end is told when to come back, by person, token and address apart', () => {
  forgetProcessState('http.rate-limiter');
  const person = (via: { session: string } | { token: string }): Actor => ({
    kind: 'user',
    id: 'u1',
    username: 'ana',
    name: 'Ana',
    admin: false,
    teams: [],
    via,
  });
  const spend = () => {
    for (let time = 0; time <= RATES.write.burst + 10; time += 1)
      requireRate(person({ session: 's' }), '::1', 'write');
  };
  expect(spend).toThrow(/too many requests.*Wait 1 s/);
  expect(() => requireRate(person({ token: 't' }), '::1', 'write')).not.toThrow();
  expect(() => requireRate({ kind: 'anonymous' }, '::1', 'write')).not.toThrow();
  expect(() => requireRate(person({ session: 's' }), '::1', 'read')).not.toThrow();
});
