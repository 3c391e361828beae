import { randomInt } from 'node:crypto';

// Without vowels and look-alikes, so that no words come out: the alphabet of Kubernetes' own generated names.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random characters, as Kubernetes appends them to a `generateName` and to pods' names. */
export function randomSuffix(length = 5): string {
  let suffix = '';
  for (let index = 0; index < length; index += 1) suffix += ALPHABET[randomInt(ALPHABET.length)];
  return suffix;
}

/** A name for an object that asks to be named: the prefix is cut so that 63 characters are not passed. */
export function generateName(prefix: string): string {
  return `${prefix.slice(0, 58)}${randomSuffix()}`;
}
