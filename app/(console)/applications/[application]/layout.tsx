import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { getApplication } from '#lib/applications/index.ts';
import { signedInReader } from '#lib/auth/sessions/signed-in-reader.ts';
import { Forbidden, NotFound } from '#lib/platform/errors.ts';

interface Props {
  children: ReactNode;
  params: Promise<{ application: string }>;
}

/** Answers 404 for an application that does not exist, and the same for one that the reader may not see. */
export default async function ApplicationLayout({ children, params }: Props) {
  const [{ application }, reader] = await Promise.all([params, signedInReader()]);
  // Who is not signed in is sent to do so by the layout above.
  if (reader.actor.kind === 'user') {
    try {
      await getApplication(reader, decodeURIComponent(application));
    } catch (error) {
      if (error instanceof NotFound || error instanceof Forbidden) notFound();
      throw error;
    }
  }
  return children;
}
