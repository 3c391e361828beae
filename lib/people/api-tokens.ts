import { randomBytes } from 'node:crypto';
import { record } from '#lib/audit/index.ts';
import { type Context, hashToken } from '#lib/auth/index.ts';
import type { ApiToken, CreateApiToken } from '#lib/auth/schema.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { Forbidden, NotFound, Unauthenticated } from '#lib/platform/errors.ts';
import { newId } from '#lib/platform/ids.ts';

const DAY_MS = 86_400_000;

/** The caller's own living tokens, newest first. */
export async function listApiTokens(ctx: Context): Promise<ApiToken[]> {
  const rows = await database().apiToken.findMany({
    where: { userId: ownerOf(ctx), revokedAt: null },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(toApiToken);
}

/** Makes a token that acts as the caller. Its text is in this answer and nowhere else. */
export async function createApiToken(
  ctx: Context,
  input: CreateApiToken,
  now = Date.now(),
): Promise<ApiToken & { token: string }> {
  const userId = ownerOf(ctx);
  // A stolen token must not be able to outlive its own end by making others.
  if (ctx.actor.kind === 'user' && 'token' in ctx.actor.via)
    throw new Forbidden('Sign in to make a token; a token cannot make another.');
  const token = `fdk_${randomBytes(32).toString('base64url')}`;
  return withTransaction(async (tx) => {
    const row = await tx.apiToken.create({
      data: {
        id: newId(now),
        userId,
        name: input.name,
        hash: hashToken(token),
        expiresAt: new Date(now + input.days * DAY_MS),
      },
    });
    await record(tx, ctx, { action: 'token.create', subject: `token ${row.id}`, summary: input.name });
    return { ...toApiToken(row), token };
  });
}

/** Ends one of the caller's tokens at once. */
export async function revokeApiToken(ctx: Context, id: string): Promise<void> {
  const userId = ownerOf(ctx);
  await withTransaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new NotFound('There is no such token.');
    await record(tx, ctx, { action: 'token.revoke', subject: `token ${id}` });
  });
}

function ownerOf(ctx: Context): string {
  if (ctx.actor.kind !== 'user') throw new Unauthenticated();
  return ctx.actor.id;
}

function toApiToken(row: {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}): ApiToken {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
