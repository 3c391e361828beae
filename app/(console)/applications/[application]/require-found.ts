import { notFound } from 'next/navigation';
import type { Context } from '#lib/auth/index.ts';
import { signedInReader } from '#lib/auth/sessions/signed-in-reader.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';

/** Answers 404 for what does not exist, and the same for what the reader may not see: what `find` refuses, or denies by `false`. */
export async function requireFound(find: (reader: Context) => Promise<unknown>): Promise<void> {
  const reader = await signedInReader();
  // Who is not signed in is sent to do so by the layout above.
  if (reader.actor.kind !== 'user') return;
  const found = await find(reader).catch((error: unknown) => {
    if (error instanceof NotFound || error instanceof Forbidden) return false;
    throw error;
  });
  if (found === false) notFound();
}
