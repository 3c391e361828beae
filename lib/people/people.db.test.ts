import { beforeAll, expect, test } from 'vitest';
import { authenticate, type Context } from '#lib/auth/index.ts';
import { CreateUser } from '#lib/auth/schema.ts';
import { addPerson, bearerOf, contextOfSession } from '#lib/auth/testing/people.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import {
  createApiToken,
  createTeam,
  createUser,
  deleteTeam,
  listApiTokens,
  listUsers,
  revokeApiToken,
  updateUser,
} from './index.ts';

useTestDatabase();
let root: { id: string; ctx: Context };
let ana: { id: string; ctx: Context; sessionId: string };

beforeAll(async () => {
  root = await addPerson('root', { admin: true });
  ana = await addPerson('ana', { teams: ['web'] });
});
const actorWith = async (token: string) =>
  (await authenticate(new Request('http://x', { headers: { authorization: `Bearer ${token}` } }), 'r')).actor;

test('a person is added once, with a password that no answer and no audit entry holds', async () => {
  const password = 'canary correct horse battery';
  const input = CreateUser.parse({ username: 'Eve', name: 'Eve', password, teams: ['web'] });
  const user = await createUser(root.ctx, input);
  expect(user).toMatchObject({ username: 'eve', teams: ['web'], active: true });
  await expect(createUser(root.ctx, input)).rejects.toThrow('The user name eve is taken.');
  const stored = await database().user.findUniqueOrThrow({ where: { id: user.id } });
  expect(stored.passwordHash).toMatch(/^\$argon2id\$/);
  expect(
    JSON.stringify([user, await listUsers(root.ctx), await database().auditEntry.findMany()], printable),
  ).not.toMatch(/canary|argon2/);
});
const printable = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

test('a team that does not exist is named, and nothing is half done', async () => {
  const input = CreateUser.parse({
    username: 'zoe',
    name: 'Zoe',
    password: 'long enough for all',
    teams: ['nope'],
  });
  await expect(createUser(root.ctx, input)).rejects.toThrow('There is no team nope.');
  expect(await database().user.count({ where: { username: 'zoe' } })).toBe(0);
});

test('the last administrator can be neither demoted nor deactivated, even by two at once', async () => {
  await expect(updateUser(root.ctx, root.id, { admin: false })).rejects.toThrow(/last administrator/);
  await expect(updateUser(root.ctx, root.id, { active: false })).rejects.toThrow(/last administrator/);
  const second = await addPerson('second', { admin: true });
  const outcomes = await Promise.allSettled([
    updateUser(root.ctx, root.id, { admin: false }),
    updateUser(second.ctx, second.id, { admin: false }),
  ]);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(await database().user.count({ where: { admin: true, active: true } })).toBe(1);
  await database().user.updateMany({ where: { id: { in: [root.id] } }, data: { admin: true } });
});

test('only administrators add, change and remove', async () => {
  const input = CreateUser.parse({ username: 'mia', name: 'Mia', password: 'long enough for all' });
  await expect(createUser(ana.ctx, input)).rejects.toThrow('Only an administrator may do this.');
  await expect(updateUser(ana.ctx, ana.id, { admin: true })).rejects.toThrow('Only an administrator');
  await expect(createTeam(ana.ctx, { name: 'x', description: '' })).rejects.toThrow('Only an administrator');
});

test('a new password and deactivation end every session and token at once', async () => {
  const eve = await addPerson('evelyn');
  await updateUser(root.ctx, eve.id, { password: 'another long password' });
  expect((await contextOfSession(eve.sessionId)).actor.kind).toBe('anonymous');
  const max = await addPerson('max');
  const { authorization = '' } = await bearerOf(max.id);
  const token = authorization.replace('Bearer ', '');
  expect((await actorWith(token)).kind).toBe('user');
  await updateUser(root.ctx, max.id, { active: false });
  expect((await contextOfSession(max.sessionId)).actor.kind).toBe('anonymous');
  expect((await actorWith(token)).kind).toBe('anonymous');
});

test('leaving a team, and the end of a team, count at the next request', async () => {
  const ops = await createTeam(root.ctx, { name: 'ops', description: '' });
  await expect(createTeam(root.ctx, { name: 'ops', description: '' })).rejects.toThrow(
    'There is a team ops already.',
  );
  await updateUser(root.ctx, ana.id, { teams: ['ops', 'web'] });
  expect((await contextOfSession(ana.sessionId)).actor).toMatchObject({
    teams: expect.arrayContaining(['ops']),
  });
  await deleteTeam(root.ctx, ops.id);
  expect((await contextOfSession(ana.sessionId)).actor).toMatchObject({ teams: ['web'] });
});

test('a token is shown once, stored as a digest, acts as its owner and ends when it is revoked', async () => {
  const made = await createApiToken(ana.ctx, { name: 'ci', days: 30 });
  expect(made.token).toMatch(/^fdk_[\w-]{43}$/);
  expect(JSON.stringify(await listApiTokens(ana.ctx))).not.toContain(made.token);
  const row = await database().apiToken.findUniqueOrThrow({ where: { id: made.id } });
  expect(row.hash).toMatch(/^[0-9a-f]{64}$/);
  const actor = await actorWith(made.token);
  expect(actor).toMatchObject({ kind: 'user', username: 'ana' });
  await expect(createApiToken({ actor, requestId: 'r' }, { name: 'more', days: 1 })).rejects.toThrow(
    'a token cannot make another',
  );
  await expect(revokeApiToken(root.ctx, made.id)).rejects.toThrow('There is no such token.');
  await revokeApiToken(ana.ctx, made.id);
  expect((await actorWith(made.token)).kind).toBe('anonymous');
  expect(await listApiTokens(ana.ctx)).toEqual([]);
});

test('a token ends when its time is over', async () => {
  const yesterday = Date.now() - 2 * 86_400_000;
  const made = await createApiToken(ana.ctx, { name: 'old', days: 1 }, yesterday);
  expect((await actorWith(made.token)).kind).toBe('anonymous');
});
