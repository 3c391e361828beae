import { javaFault } from '../errors.ts';

const lineEnd = /\r\n|\r|\n/;

/** What `trim` of both ends takes for a blank: Java's whitespace, which leaves out blanks that must not break. */
const blanks = '[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]';
const leading = new RegExp(`^${blanks}*`);
const trailing = new RegExp(`${blanks}+$`);

const indentOf = (line: string): number => leading.exec(line)?.[0].length ?? 0;

/**
 * Java's stripIndent: takes from every line the blanks that all have in front, and all blanks behind. Lines of blanks
 * alone do not count, except the last, whose place is the writer's word on where the margin is.
 */
export function stripIndent(text: string): string {
  const lines = text.split(lineEnd);
  const last = lines.at(-1) ?? '';
  const counting = lines.filter((line) => indentOf(line) < line.length);
  const margin = Math.min(...counting.map(indentOf), indentOf(last) === last.length ? last.length : Infinity);
  return lines
    .map((line) => (indentOf(line) === line.length ? '' : line.slice(margin).replace(trailing, '')))
    .join('\n');
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

/** Java's translateEscapes: `\n`, `\t`, `\101`; a backslash at the end of a line joins it with the next. */
export function translateEscapes(text: string): string {
  return text.replace(/\\(\r\n|[0-3]?[0-7]{1,2}|[\s\S]|$)/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (lineEnd.test(code)) return '';
    const char = escapes[code];
    if (char === undefined) throw javaFault(`Invalid escape sequence: \\${code}`);
    return char;
  });
}
