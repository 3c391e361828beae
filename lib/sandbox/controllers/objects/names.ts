// The alphabet that Kubernetes generates names from: no vowels and no look-alikes, so no words and no doubt.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A random name part. `random` answers in [0, 1). */
function randomSuffix(random: () => number, length = 5): string {
  let text = '';
  for (let i = 0; i < length; i++) text += ALPHABET[Math.floor(random() * ALPHABET.length)];
  return text;
}

/** A base name with a random end, cut so that the whole stays within 63 characters. */
export function generatedName(base: string, random: () => number): string {
  return `${base.slice(0, 58)}${randomSuffix(random)}`;
}

/** Writes text in the safe alphabet, character by character, as template hashes are written. */
function safeEncode(text: string): string {
  let encoded = '';
  for (let i = 0; i < text.length; i++) encoded += ALPHABET[text.charCodeAt(i) % ALPHABET.length];
  return encoded;
}

/** 32-bit FNV-1a of a text. */
export function fnv32a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** JSON with sorted keys, empty values left out: equal for objects that mean the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value)
      .filter(([, entry]) => entry !== undefined && entry !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The hash of a pod template, in the alphabet of names. Collisions are told apart by the count. */
export function templateHash(template: unknown, collisionCount?: number): string {
  const text = canonicalJson(template) + (collisionCount === undefined ? '' : `#${collisionCount}`);
  return safeEncode(String(fnv32a(text)));
}
