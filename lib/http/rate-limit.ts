import type { Actor } from '#lib/auth/context.ts';
import { RateLimited } from '#lib/platform/errors.ts';
import { processState } from '#lib/platform/process-state.ts';

export interface Rate {
  perSecond: number;
  /** What may come at once after a pause. */
  burst: number;
}

/** Far above what a person or a well-behaved script needs; what a script that went wild meets. */
export const RATES = {
  read: { perSecond: 100, burst: 300 },
  write: { perSecond: 20, burst: 100 },
} as const satisfies Record<string, Rate>;

interface Bucket {
  tokens: number;
  /** Epoch ms at which `tokens` was right. */
  at: number;
}

/** As many callers are remembered; full buckets are forgotten first. */
const MAX_BUCKETS = 20_000;

/** Counts by caller in this process; every replica counts for itself. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one token of the caller. 0: go on; otherwise in how many seconds there will be one. */
  take(key: string, rate: Rate, now = Date.now()): number {
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at: now };
    const tokens = Math.min(
      rate.burst,
      bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate.perSecond,
    );
    if (this.#buckets.size >= MAX_BUCKETS && !this.#buckets.has(key)) this.#forget(rate, now);
    this.#buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1 ? 0 : (1 - tokens) / rate.perSecond;
  }

  #forget(rate: Rate, now: number): void {
    const refillMs = (rate.burst / rate.perSecond) * 1000;
    for (const [key, bucket] of this.#buckets) if (now - bucket.at > refillMs) this.#buckets.delete(key);
    // All of them busy: an attack from many addresses. Starting anew is the lesser evil than growing.
    if (this.#buckets.size >= MAX_BUCKETS) this.#buckets.clear();
  }
}

/** Throws RateLimited when this caller asks too much: counted by API token, person, or (not signed in) address. */
export function requireRate(actor: Actor, ip: string | undefined, kind: keyof typeof RATES): void {
  const limiter = processState('http.rate-limiter', () => new RateLimiter());
  const wait = limiter.take(`${kind} ${callerOf(actor, ip)}`, RATES[kind]);
  if (wait === 0) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(wait));
  throw new RateLimited(
    `These are too many requests at once. Wait ${retryAfterSeconds} s, then go on more slowly.`,
    { details: { retryAfterSeconds } },
  );
}

function callerOf(actor: Actor, ip: string | undefined): string {
  if (actor.kind !== 'user') return `address ${ip ?? 'unknown'}`;
  return 'token' in actor.via ? `token ${actor.via.token}` : `user ${actor.id}`;
}
