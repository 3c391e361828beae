import { decimalSuffixes } from './quantity.ts';

/** Powers of two of the binary suffixes. */
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/**
 * A canonical quantity as Go keeps it in memory: a number, its scale, and the text itself where that needs no second look. Follows
 * the quick way of Kubernetes' parser, which every quantity of a real pod takes.
 */
export function goQuantity(text: string): string {
  const [, sign = '', digits = '0', suffix = ''] = /^([+-]?)(\d+)(.*)$/.exec(text) ?? [];
  const magnitude = BigInt(digits);
  const binary = BINARY[suffix];
  const exponent = /^[eE]/.test(suffix) ? Number(suffix.slice(1)) : (decimalSuffixes[suffix] ?? 0);
  const scale = binary === undefined ? exponent : 0;
  const isReused =
    binary === undefined
      ? text === '0' || (scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0'))
      : (magnitude & 7n) !== 0n;
  const value = binary === undefined ? magnitude : magnitude << BigInt(binary);
  const format = binary !== undefined ? 'BinarySI' : /^[eE]/.test(suffix) ? 'DecimalExponent' : 'DecimalSI';
  return [
    `{i:(resource.int64Amount){value:(int64)${sign === '-' ? -value : value} scale:(resource.Scale)${scale}}`,
    'd:(resource.infDecAmount){Dec:(*inf.Dec)<nil>}',
    `s:(string)${isReused ? text : ''}`,
    `Format:(resource.Format)${format}}`,
  ].join(' ');
}
