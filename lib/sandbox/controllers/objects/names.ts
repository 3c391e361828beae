import { goDump } from '../../kinds/go-dump.ts';

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

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a of a text, or of bytes. */
export function fnv32a(content: string | Uint8Array): number {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(content)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}

/** 32-bit FNV-1 of a text: the older way round. */
function fnv32(content: string): number {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(content)) hash = Math.imul(hash, FNV_PRIME) ^ byte;
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

/** The hash of a pod template as Deployments and DaemonSets name it. Collisions are told apart by the count. */
export function templateHash(template: unknown, collisionCount?: number): string {
  const text = Buffer.from(goDump('v1.PodTemplateSpec', template));
  if (collisionCount === undefined) return safeEncode(String(fnv32a(text)));
  const count = Buffer.alloc(8);
  count.writeUInt32LE(collisionCount);
  return safeEncode(String(fnv32a(Buffer.concat([text, count]))));
}

/** The hash of a StatefulSet's recorded template. */
export function dataHash(data: unknown, collisionCount: number): string {
  return safeEncode(String(fnv32(`${goJson(data)}${collisionCount}`)));
}

/** JSON as Go writes it: keys in order, and nothing that a web page might take for markup. */
function goJson(value: unknown): string {
  const escaped: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return canonicalJson(value).replace(/[<>&]/g, (character) => escaped[character] ?? character);
}
