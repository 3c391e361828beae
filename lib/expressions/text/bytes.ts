import { javaFault } from '../errors.ts';
import { JavaNumber, narrow } from '../values/number.ts';
import { ArrayValue } from '../values/value.ts';

const charsets: Readonly<Record<string, 'utf-8' | 'latin1' | 'ascii' | 'utf-16be' | 'utf-16le'>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
  'us-ascii': 'ascii',
  ascii: 'ascii',
  'utf-16be': 'utf-16be',
  'utf-16le': 'utf-16le',
};

function charset(name: string): 'utf-8' | 'latin1' | 'ascii' | 'utf-16be' | 'utf-16le' {
  const found = charsets[name.toLowerCase()];
  if (!found) throw javaFault(`character set '${name}' is not available`);
  return found;
}

/** Bytes of a text in a character set; what the set lacks becomes `?`. */
export function encodeBytes(text: string, charsetName: string): number[] {
  const kind = charset(charsetName);
  if (kind === 'utf-8') return [...new TextEncoder().encode(text)];
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (kind === 'utf-16be') return units.flatMap((unit) => [unit >> 8, unit & 255]);
  if (kind === 'utf-16le') return units.flatMap((unit) => [unit & 255, unit >> 8]);
  const limit = kind === 'ascii' ? 127 : 255;
  return units.map((unit) => (unit > limit ? 63 : unit));
}

export const signedBytes = (bytes: readonly number[]): ArrayValue =>
  new ArrayValue(
    'byte',
    bytes.map((byte) => narrow('byte', byte)),
  );

export function decodeBytes(items: readonly unknown[], charsetName: string): string {
  const bytes = items.map((item) => (item instanceof JavaNumber ? Number(item.raw) & 255 : 0));
  const kind = charset(charsetName);
  if (kind === 'ascii' || kind === 'latin1') return bytes.map((byte) => String.fromCharCode(byte)).join('');
  return new TextDecoder(kind).decode(new Uint8Array(bytes));
}
