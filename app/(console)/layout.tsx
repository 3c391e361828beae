import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { SignedInFrame } from '#components/layout/signed-in-frame.tsx';
import { signedInReader } from '#lib/auth/sessions/signed-in-reader.ts';

/** Pages for people who are signed in; others are sent to sign in and brought back. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor } = await signedInReader();
  if (actor.kind !== 'user') {
    const path = (await headers()).get('x-foredeck-path') ?? '/';
    redirect(`/sign-in?from=${encodeURIComponent(path)}`);
  }
  const { id, name, username, admin } = actor;
  return <SignedInFrame viewer={{ id, name, username, admin }}>{children}</SignedInFrame>;
}
