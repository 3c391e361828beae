import { javaFault } from '../errors.ts';

/** One `%...` of a format: `kind` is its conversion in lower case, for dates `t` and a letter. */
export type Spec = {
  flags: string;
  width: number | undefined;
  precision: number | undefined;
  kind: string;
};

const general = '#+ 0,(';

/** Flags that mean nothing for a conversion, and are refused rather than passed over. */
const refusedFlags: Readonly<Record<string, string>> = {
  b: general,
  h: general,
  s: general,
  c: general,
  t: general,
  '%': general,
  n: `-${general}`,
  d: '#',
  x: ', +(',
  o: ', +(',
  e: ',',
  g: '#',
};

const isNumeric = (conversion: string): boolean => 'dxofeg'.includes(conversion);

/** Refuses what Java refuses: flags of another conversion, a precision or width where there is none, one that is missing. */
export function checkSpec({ flags, width, precision, kind }: Spec): void {
  const conversion = kind[0] ?? '';
  const isOf = (given: string): boolean => given.includes(conversion);
  const refused = [...flags].find((flag) => refusedFlags[conversion]?.includes(flag));
  if (refused !== undefined) throw javaFault(`Conversion = ${conversion}, Flags = ${refused}`);
  if (new Set(flags).size < flags.length) throw javaFault(`Flags = '${flags}'`);
  if (precision !== undefined && isOf('tcdxo%n')) throw javaFault(`Precision = ${precision}`);
  if (width !== undefined && conversion === 'n') throw javaFault(`Width = ${width}`);
  const needsWidth = flags.includes('-') || (flags.includes('0') && isNumeric(conversion));
  if (needsWidth && width === undefined) throw javaFault(`Width is missing in '%${flags}${kind}'`);
  const contradicts = (a: string, b: string): boolean => flags.includes(a) && flags.includes(b);
  if (isNumeric(conversion) && (contradicts('+', ' ') || contradicts('-', '0')))
    throw javaFault(`Flags = '${flags}'`);
}
