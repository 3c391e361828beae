// Resource quantities: `500m`, `1.5Gi`, `2e3`. Exact arithmetic in bigint nano units, and the canonical form the API answers with.

/** Powers of ten of the decimal suffixes. */
export const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};
const NANO = 1_000_000_000n;

/** A parsed quantity: its amount in billionths, and how it was written. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: 'binary' | 'decimal' | 'exponent';
}

/** Why a text is no quantity, in the server's words. */
export const NOT_A_QUANTITY =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function pow10(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Parses a quantity; undefined when the text is none. Amounts below a billionth are rounded up, as the server does. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  const negative = sign === '-';
  const binary = BINARY[suffix];
  const isExponent = /^[eE][+-]?\d+$/.test(suffix);
  let scaled = digits;
  let exponent = 9 - fraction.length;
  if (binary !== undefined) scaled *= binary;
  else exponent += isExponent ? Number(suffix.slice(1)) : (decimalSuffixes[suffix] ?? 0);
  let nano: bigint;
  if (exponent >= 0) nano = scaled * pow10(exponent);
  else {
    const divisor = pow10(-exponent);
    nano = (scaled + divisor - 1n) / divisor;
  }
  const format = binary !== undefined ? 'binary' : isExponent ? 'exponent' : 'decimal';
  return { nano: negative ? -nano : nano, format };
}

function decimalText(nano: bigint, exponentStyle: boolean): string {
  let mantissa = nano;
  let exponent = -9;
  while (exponent < 18 && mantissa % 1000n === 0n) {
    mantissa /= 1000n;
    exponent += 3;
  }
  if (exponentStyle) return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  const suffix = Object.entries(decimalSuffixes).find(([, value]) => value === exponent)?.[0] ?? '';
  return `${mantissa}${suffix}`;
}

/** The canonical text: largest suffix that leaves no fraction; binary only from 1024 on, as the server writes it. */
export function quantityText({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const size = nano < 0n ? -nano : nano;
  if (format !== 'binary' || size < 1024n * NANO || size % NANO !== 0n) {
    return decimalText(nano, format === 'exponent');
  }
  let mantissa = nano / NANO;
  let suffix = '';
  for (const next of Object.keys(BINARY)) {
    if (mantissa % 1024n !== 0n) break;
    mantissa /= 1024n;
    suffix = next;
  }
  return `${mantissa}${suffix}`;
}

/** The canonical form of a quantity's text; the text itself when it is none. */
export function canonicalQuantity(text: string): string {
  const quantity = parseQuantity(text);
  return quantity === undefined ? text : quantityText(quantity);
}
