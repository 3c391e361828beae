// How many events one source may write about one object, as client-go's recorder decides it: equal events are counted on
// one object, from the tenth wording within ten minutes on they are combined, and each source has 25 events about an object
// in stock, refilled by one in five minutes.
const COMBINE_FROM = 10;
const COMBINE_WITHIN_MS = 600_000;
const BURST = 25;
const REFILL_MS = 300_000;
const REMEMBERED = 4096;

/** The facts of an event that decide whether it is the same as another. */
export interface EventFacts {
  component: string;
  host: string;
  /** Identifies the object (uid, and the field path inside it). */
  about: string;
  fieldPath: string;
  type: string;
  reason: string;
  message: string;
}

/** What to do with an event: nothing, write it anew, or count it on the one written before. */
type Correlation =
  | { kind: 'drop' }
  | { kind: 'create'; message: string; remember: (name: string) => void }
  | { kind: 'count'; name: string; message: string };

interface Correlator {
  correlate(facts: EventFacts, nowMs: number): Correlation;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

interface Similar {
  messages: Set<string>;
  lastAt: number;
}

/** Makes the memory of recent events. */
export function createCorrelator(): Correlator {
  const buckets = createRecent<Bucket>();
  const similar = createRecent<Similar>();
  const written = createRecent<string>();

  function isSpam(key: string, nowMs: number): boolean {
    const bucket = buckets.get(key) ?? { tokens: BURST, filledAt: nowMs };
    const tokens = Math.min(BURST, bucket.tokens + (nowMs - bucket.filledAt) / REFILL_MS);
    const spam = tokens < 1;
    buckets.set(key, { tokens: spam ? tokens : tokens - 1, filledAt: nowMs });
    return spam;
  }

  return {
    correlate(facts, nowMs) {
      const source = `${facts.component}\n${facts.host}\n${facts.about}`;
      const group = `${source}\n${facts.type}\n${facts.reason}`;
      const known = similar.get(group);
      const record =
        known && nowMs - known.lastAt <= COMBINE_WITHIN_MS
          ? known
          : { messages: new Set<string>(), lastAt: 0 };
      record.lastAt = nowMs;
      record.messages.add(facts.message);
      similar.set(group, record);
      const combined = record.messages.size >= COMBINE_FROM;
      if (combined) record.messages.delete(record.messages.values().next().value ?? '');
      if (isSpam(source, nowMs)) return { kind: 'drop' };
      const key = combined ? group : `${group}\n${facts.fieldPath}\n${facts.message}`;
      const message = combined ? `(combined from similar events): ${facts.message}` : facts.message;
      const name = written.get(key);
      if (name !== undefined) return { kind: 'count', name, message };
      return { kind: 'create', message, remember: (made) => written.set(key, made) };
    },
  };
}

/** A map that forgets what was not touched for longest. */
function createRecent<V>(): { get(key: string): V | undefined; set(key: string, value: V): void } {
  const map = new Map<string, V>();
  return {
    get: (key) => map.get(key),
    set(key, value) {
      map.delete(key);
      map.set(key, value);
      if (map.size <= REMEMBERED) return;
      const oldest = map.keys().next().value;
      if (oldest !== undefined) map.delete(oldest);
    },
  };
}
