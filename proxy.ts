import { type NextRequest, NextResponse } from 'next/server';

/**
 * Pages get a content policy with a fresh nonce: only scripts and style sheets that the server itself
 * wrote may run. It grants nothing and checks no one; who may see what is decided in the verbs.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Where a person wanted to go, so that signing in brings them there.
  headers.set('x-foredeck-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

// Style attributes stay allowed: widths and positions are computed, and an attribute can neither load nor run.
function contentPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  const evalInDevelopment = isDevelopment ? " 'unsafe-eval'" : '';
  const styleElements = isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evalInDevelopment}`,
    `style-src ${styleElements}`,
    `style-src-elem ${styleElements}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  matcher: ['/((?!api/|gate/|_next/static|_next/image|healthz|readyz|metrics).*)'],
};
