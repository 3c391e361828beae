import { z } from 'zod';
import { Invalid } from '#lib/platform/errors.ts';
import type { LabelSelector } from '../operations/contract.ts';

const Selector = z.object({
  kind: z
    .enum(['ANY', 'EQUALS', 'NOT_EQUALS', 'CONTAINS', 'NOT_CONTAINS', 'EXISTS', 'NOT_EXISTS'])
    .default('ANY'),
  key: z.string().nullish(),
  values: z.array(z.coerce.string()).nullish(),
});

/** Label selectors out of a stage's JSON. Throws `Invalid` for a selector of an unknown kind: left out, it would select more. */
export function readLabelSelectors(value: readonly unknown[]): LabelSelector[] {
  const parsed = z.array(Selector).safeParse(value);
  if (!parsed.success)
    throw new Invalid(`The label selectors cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data.map(({ kind, key, values }) => ({
    kind,
    key: key ?? undefined,
    values: values ?? undefined,
  }));
}
