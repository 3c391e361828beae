import { Invalid } from '#lib/platform/errors.ts';

/** The number in an `If-Match` entity tag; undefined when the writer sent none (last write wins, by choice). */
export function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const revision = Number(ifMatch);
  if (!Number.isInteger(revision))
    throw new Invalid('If-Match must hold the revision you began with, such as "12".');
  return revision;
}
