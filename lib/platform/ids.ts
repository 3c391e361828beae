import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new ULID: 48 bits of time (ms) and 80 random bits in Crockford's base 32, 26 characters.
 * Sorts by creation time; the shape of execution and stage ids (reference section 3.1).
 */
export function newId(now: number = Date.now()): string {
  let text = '';
  let time = now;
  for (let index = 0; index < 10; index += 1) {
    text = ALPHABET.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(16)) text += ALPHABET.charAt(byte % 32);
  return text;
}
