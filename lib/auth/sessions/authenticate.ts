import { createHash } from 'node:crypto';
import { getToken } from 'next-auth/jwt';
import { database } from '#lib/platform/database/index.ts';
import type { Actor, Context } from '../context.ts';
import { IDLE_MS } from './lifetime.ts';
import { authSecret, sessionCookieName } from './next-auth.ts';

const SEEN_EVERY_MS = 60_000;

const ANONYMOUS: Actor = { kind: 'anonymous' };

/** Who makes this request: by API token (`Authorization: Bearer fdk_...`), else by the session cookie, else nobody. */
export async function authenticate(request: Request, requestId: string): Promise<Context> {
  const ip = request.headers.get('x-foredeck-peer') ?? undefined;
  const bearer = request.headers.get('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1];
  const actor = bearer ? await actorOfToken(bearer) : await actorOfCookie(request);
  return { actor, requestId, ...(ip ? { ip } : {}) };
}

async function actorOfCookie(request: Request): Promise<Actor> {
  const cookies = cookiesOf(request.headers.get('cookie') ?? '');
  if (!Object.keys(cookies).some((name) => name.startsWith(sessionCookieName()))) return ANONYMOUS;
  const token = await getToken({
    // next-auth reads no more of a request than its cookies and headers.
    req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]['req'],
    secret: authSecret(),
    cookieName: sessionCookieName(),
  });
  return typeof token?.sid === 'string' ? actorOfSession(token.sid) : ANONYMOUS;
}

/** The person of a living session; looked up each time, so that sign-out, deactivation and new rights count at once. */
export async function actorOfSession(
  sessionId: string,
  now = Date.now(),
  options: {
    /** False for looks that no person caused: they do not keep a session from running idle. */
    isUse?: boolean;
  } = {},
): Promise<Actor> {
  const session = await database().session.findUnique({
    where: { id: sessionId },
    include: { user: { include: { memberships: { include: { team: { select: { name: true } } } } } } },
  });
  if (!session || session.revokedAt || !session.user.active) return ANONYMOUS;
  if (session.expiresAt.getTime() <= now || session.lastSeenAt.getTime() + IDLE_MS <= now) return ANONYMOUS;
  if (options.isUse !== false && session.lastSeenAt.getTime() + SEEN_EVERY_MS < now) {
    await database().session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: new Date(now) } });
  }
  return personOf(session.user, { session: session.id });
}

/** The same person with the rights of now, for what outlives a request; nobody when session or token have ended. */
export async function actorAsOfNow(actor: Actor): Promise<Actor> {
  if (actor.kind !== 'user') return actor;
  const { via } = actor;
  if ('session' in via) return actorOfSession(via.session, Date.now(), { isUse: false });
  const found = await livingToken({ id: via.token }, Date.now());
  return found ? personOf(found.user, via) : ANONYMOUS;
}

async function livingToken(where: { hash: string } | { id: string }, now: number) {
  const found = await database().apiToken.findUnique({
    where,
    include: { user: { include: { memberships: { include: { team: { select: { name: true } } } } } } },
  });
  const isAlive = found && !found.revokedAt && found.expiresAt.getTime() > now && found.user.active;
  return isAlive ? found : undefined;
}

async function actorOfToken(token: string, now = Date.now()): Promise<Actor> {
  const found = await livingToken({ hash: hashToken(token) }, now);
  if (!found) return ANONYMOUS;
  if ((found.lastUsedAt?.getTime() ?? 0) + SEEN_EVERY_MS < now) {
    await database().apiToken.updateMany({ where: { id: found.id }, data: { lastUsedAt: new Date(now) } });
  }
  return personOf(found.user, { token: found.id });
}

interface PersonRow {
  id: string;
  username: string;
  name: string;
  admin: boolean;
  memberships: { team: { name: string } }[];
}

function personOf(user: PersonRow, via: { session: string } | { token: string }): Actor {
  return {
    kind: 'user',
    id: user.id,
    username: user.username,
    name: user.name,
    admin: user.admin,
    teams: user.memberships.map((membership) => membership.team.name),
    via,
  };
}

/** Tokens are random enough that a plain digest protects them at rest. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function cookiesOf(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies[part.slice(0, at).trim()] = decodeCookie(part.slice(at + 1).trim());
  }
  return cookies;
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
