/** How long the second key of a pair may take. Milliseconds. */
export const sequenceMs = 1200;

export interface PendingKey {
  key: string;
  atMs: number;
}

export interface KeyStep {
  pending: PendingKey | null;
  /** The key or pair that is complete: `?`, `/`, `g a`. */
  pressed: string | null;
}

/** One key press: completes a pair that begins with `g`, or stands for itself. */
export function nextKey(pending: PendingKey | null, key: string, nowMs: number): KeyStep {
  if (pending && nowMs - pending.atMs <= sequenceMs)
    return { pending: null, pressed: `${pending.key} ${key}` };
  if (key === 'g') return { pending: { key, atMs: nowMs }, pressed: null };
  return { pending: null, pressed: key };
}
