import type { DataPatch } from './patch.ts';

const megabyte = 1024 * 1024;
/** What a stage may record at a time. Every stage downstream may read it, and people look at it. */
const limitMb = 10;

/** Says what is wrong with results that are too large to be kept; undefined when they fit. */
export function excessOf(patch: DataPatch): string | undefined {
  const members = Object.entries({ ...patch.context, ...patch.outputs });
  if (members.length === 0) return undefined;
  const sizes = members.map(([key, value]) => ({ key, size: sizeOf(value) }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total <= limitMb * megabyte) return undefined;
  const largest = sizes.reduce((most, one) => (one.size > most.size ? one : most));
  return `The stage recorded ${(total / megabyte).toFixed(1)} MB, most of it in "${largest.key}": no more than ${limitMb} MB are kept. Keep the large part elsewhere and record where.`;
}

/** Length of the JSON: near enough to bytes, and quick. */
const sizeOf = (value: unknown): number => JSON.stringify(value)?.length ?? 0;
