import type { Metadata } from 'next';
import { returnPath } from '#components/sign-in/return-path.ts';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({ searchParams }: PageProps<'/sign-in'>) {
  const { from, callbackUrl } = await searchParams;
  return <SignInForm returnTo={returnPath(from ?? callbackUrl)} />;
}
