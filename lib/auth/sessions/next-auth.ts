import { createHmac, randomBytes } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { processState } from '#lib/platform/process-state.ts';
import { keptSecret } from '#lib/platform/secrets.ts';
import { SESSION_SECONDS } from './lifetime.ts';
import { endSession, signIn } from './sign-in.ts';

/**
 * Signs the session cookies. Replicas that share FOREDECK_SECRET_KEY share this too; else it is made once and kept with
 * the data, so that a restart signs nobody out.
 */
export function authSecret(): string {
  return processState('auth.secret', () => {
    const { secretKey } = config();
    return secretKey === undefined
      ? keptSecret('session.key', () => randomBytes(32).toString('base64url'))
      : createHmac('sha256', Buffer.from(secretKey, 'hex')).update('foredeck session').digest('base64url');
  });
}

/** Secure cookies exactly where people come by https. */
function isSecure(): boolean {
  return config().url.startsWith('https://');
}

export function sessionCookieName(): string {
  return `${isSecure() ? '__Secure-' : ''}foredeck.session`;
}

const Headers = z.record(z.string(), z.unknown());

/**
 * next-auth with user name and password. Credentials need JWT sessions; the token holds nothing but the id of a session
 * row, which decides on every request whether it is alive (lib/auth/sessions/authenticate.ts).
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
      },
    },
    providers: [
      Credentials({
        name: 'Foredeck',
        credentials: { username: { label: 'User name' }, password: { label: 'Password', type: 'password' } },
        async authorize(credentials, request) {
          const headers = Headers.catch({}).parse(request.headers);
          return signIn({
            username: credentials?.username ?? '',
            password: credentials?.password ?? '',
            ip: String(headers['x-foredeck-peer'] ?? ''),
            userAgent: String(headers['user-agent'] ?? ''),
          });
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        // `user` is there at sign-in only, and is what `signIn` answered.
        return user && 'sessionId' in user ? { sub: user.id, sid: user.sessionId } : token;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(token.sid);
      },
    },
  };
}

/** next-auth reads these from the environment; called once before Next starts. */
export function prepareAuthEnvironment(): void {
  process.env.NEXTAUTH_URL = config().url;
  process.env.NEXTAUTH_SECRET = authSecret();
}
