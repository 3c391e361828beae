import { isJsonObject } from '../../store/object.ts';

/** A JSON value as Go's `%v` prints it: `map[a:1 b:[x y]]`. The server's sentences about patches quote values so. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (!isJsonObject(value)) return String(value);
  const pairs = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${key}:${goText(part)}`);
  return `map[${pairs.join(' ')}]`;
}
