/**
 * The fields that say something: without undefined values, zeros, empty texts and empty lists, as Go's `omitempty` writes
 * them. Fields in `keep` are written even when zero.
 */
export function compact<T extends object>(value: T, keep: readonly (keyof T & string)[] = []): T {
  const entries = Object.entries(value).filter(
    ([key, entry]) =>
      entry !== undefined &&
      (keep.some((kept) => kept === key) ||
        !(entry === 0 || entry === '' || entry === false || (Array.isArray(entry) && entry.length === 0))),
  );
  // Only fields that may be absent on the wire were dropped; all of them are optional in the types of statuses.
  return Object.fromEntries(entries) as T;
}
