import { headers } from 'next/headers';
import type { Context } from '../context.ts';
import { authenticate } from './authenticate.ts';

/** Who reads this page. For server components only: verbs get their context from the route or job that calls them. */
export async function signedInReader(): Promise<Context> {
  const incoming = await headers();
  return authenticate(new Request('http://page.internal', { headers: incoming }), 'page');
}
