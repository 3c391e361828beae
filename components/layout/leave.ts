import { places } from './places.ts';

/** Ends the session. What the page holds goes with it, as the sign-in page is loaded anew. */
export async function leave(): Promise<void> {
  const { signOut } = await import('next-auth/react');
  await signOut({ redirect: false });
  location.assign(places.signIn());
}
