import NextAuth from 'next-auth';
import { authOptions } from '#lib/auth/index.ts';

type Route = { params: Promise<{ nextauth: string[] }> };

/** Made per request: the options read this installation's secret, which a build does not have. */
function handler(request: Request, route: Route): Promise<Response> {
  return NextAuth(authOptions())(request, route);
}

export { handler as GET, handler as POST };
