import { database, withTransaction } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import { logger } from '#lib/platform/logger.ts';
import { SESSION_SECONDS } from './lifetime.ts';
import { passwordFits } from './password.ts';

const WINDOW_MS = 15 * 60_000;
/**
 * A stranger who guesses at somebody's password shuts out the own address soon and that user much later, so that locking a
 * colleague out takes many tries from many addresses.
 */
const FAILURES_PER_USER_AND_ADDRESS = 10;
const FAILURES_PER_USER = 100;
const FAILURES_PER_ADDRESS = 100;

export interface SignedIn {
  id: string;
  name: string;
  sessionId: string;
}

/**
 * Checks a user name and password and opens a session. `null` for every kind of refusal: unknown user, wrong password,
 * deactivated, too many tries. The answer and its time do not tell which.
 */
export async function signIn(input: {
  username: string;
  password: string;
  ip: string;
  userAgent: string;
}): Promise<SignedIn | null> {
  const username = input.username.trim().toLowerCase().slice(0, 128);
  const now = Date.now();
  const user = await database().user.findUnique({ where: { username } });
  const fits = await passwordFits(user?.passwordHash, input.password.slice(0, 1024));
  const blocked = await hasFailedTooOften(username, input.ip, now);
  if (!user || !fits || !user.active || blocked) {
    await database().signInFailure.create({ data: { id: newId(now), username, ip: input.ip } });
    logger('auth').info({ username, ip: input.ip, blocked }, 'a sign-in was refused');
    return null;
  }
  const sessionId = newId(now);
  await withTransaction(async (tx) => {
    await tx.session.create({
      data: {
        id: sessionId,
        userId: user.id,
        expiresAt: new Date(now + SESSION_SECONDS * 1000),
        ip: input.ip || null,
        userAgent: input.userAgent.slice(0, 300) || null,
      },
    });
    await tx.signInFailure.deleteMany({ where: { username, ip: input.ip } });
    await tx.auditEntry.create({
      data: {
        actor: username,
        actorKind: 'user',
        action: 'session.start',
        subject: `user ${username}`,
        ip: input.ip || null,
      },
    });
  });
  return { id: user.id, name: user.name, sessionId };
}

/** Ends one session: its cookie is worthless from now on, and its live streams close. */
export async function endSession(sessionId: string): Promise<void> {
  await withTransaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId }, include: { user: true } });
    if (!session || session.revokedAt) return;
    await tx.session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } });
    const { username } = session.user;
    await tx.auditEntry.create({
      data: { actor: username, actorKind: 'user', action: 'session.end', subject: `user ${username}` },
    });
    await tx.$executeRaw`select foredeck_publish(${JSON.stringify([{ kind: 'access.changed', userId: session.userId }])}::jsonb)`;
  });
}

async function hasFailedTooOften(username: string, ip: string, now: number): Promise<boolean> {
  const since = new Date(now - WINDOW_MS);
  const at = { gte: since };
  const [byBoth, byUser, byAddress] = await Promise.all([
    database().signInFailure.count({ where: { username, ip, at } }),
    database().signInFailure.count({ where: { username, at } }),
    ip === '' ? 0 : database().signInFailure.count({ where: { ip, at } }),
  ]);
  return (
    byBoth >= FAILURES_PER_USER_AND_ADDRESS ||
    byUser >= FAILURES_PER_USER ||
    byAddress >= FAILURES_PER_ADDRESS
  );
}
