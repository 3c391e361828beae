import { randomBytes } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { database } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import type { Context } from '../context.ts';
import { actorOfSession, hashToken } from '../sessions/authenticate.ts';
import { authSecret, sessionCookieName } from '../sessions/next-auth.ts';

export interface TestPerson {
  id: string;
  username: string;
  sessionId: string;
  /** As a verb gets it. */
  ctx: Context;
}

/** A person with a living session, in the teams named (made where they are missing). */
export async function addPerson(
  username: string,
  options: { teams?: readonly string[]; admin?: boolean; passwordHash?: string } = {},
): Promise<TestPerson> {
  const { teams = [], admin = false, passwordHash = 'none' } = options;
  const id = newId();
  await database().team.createMany({
    data: teams.map((name) => ({ id: newId(), name })),
    skipDuplicates: true,
  });
  await database().user.create({ data: { id, username, name: username, admin, passwordHash } });
  const rows = await database().team.findMany({ where: { name: { in: [...teams] } } });
  await database().teamMember.createMany({ data: rows.map((team) => ({ teamId: team.id, userId: id })) });
  const sessionId = await addSession(id);
  return { id, username, sessionId, ctx: await contextOfSession(sessionId) };
}

export async function addSession(
  userId: string,
  row: { revokedAt?: Date; expiresAt?: Date } = {},
): Promise<string> {
  const id = newId();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await database().session.create({ data: { id, userId, expiresAt, ...row } });
  return id;
}

/** The context of that session as of now. */
export async function contextOfSession(sessionId: string): Promise<Context> {
  return { actor: await actorOfSession(sessionId), requestId: 'test' };
}

/** Request headers of a browser with that session. */
export async function cookieOf(sessionId: string): Promise<Record<string, string>> {
  const token = await encode({ token: { sid: sessionId }, secret: authSecret() });
  return { cookie: `${sessionCookieName()}=${token}` };
}

/** Request headers of a script with an API token of that person. */
export async function bearerOf(
  userId: string,
  row: { revokedAt?: Date; expiresAt?: Date } = {},
): Promise<Record<string, string>> {
  const token = `fdk_${randomBytes(32).toString('base64url')}`;
  const expiresAt = new Date(Date.now() + 3_600_000);
  await database().apiToken.create({
    data: { id: newId(), userId, name: 'test', hash: hashToken(token), expiresAt, ...row },
  });
  return { authorization: `Bearer ${token}` };
}
