import { beforeAll, beforeEach, expect, test } from 'vitest';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { addPerson, cookieOf } from '../testing/people.ts';
import { actorOfSession, authenticate } from './authenticate.ts';
import { IDLE_MS } from './lifetime.ts';
import { hashPassword } from './password.ts';
import { endSession, signIn } from './sign-in.ts';

useTestDatabase();
const PASSWORD = 'correct horse battery staple';
let id = '';

beforeAll(async () => {
  id = (await addPerson('ana', { passwordHash: await hashPassword(PASSWORD) })).id;
});
beforeEach(() => database().signInFailure.deleteMany());
const attempt = (username: string, password: string, ip = '10.0.0.1') =>
  signIn({ username, password, ip, userAgent: 'test' });
const failures = (count: number, username: string, ip: (index: number) => string) =>
  database().signInFailure.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: `${username}-${index}-${Math.random()}`,
      username,
      ip: ip(index),
    })),
  });

test('the right password opens a session of its own each time', async () => {
  const first = await attempt(' Ana ', PASSWORD);
  const second = await attempt('ana', PASSWORD);
  expect(first?.sessionId).not.toBe(second?.sessionId);
  expect(await actorOfSession(first?.sessionId ?? '')).toMatchObject({ kind: 'user', username: 'ana' });
});

test('unknown user, wrong password and deactivated person get the same answer, and each try is counted', async () => {
  await addPerson('off', { passwordHash: await hashPassword(PASSWORD) });
  await database().user.update({ where: { username: 'off' }, data: { active: false } });
  const answers = await Promise.all([
    attempt('nobody', PASSWORD),
    attempt('ana', 'wrong'),
    attempt('off', PASSWORD),
  ]);
  expect(answers).toEqual([null, null, null]);
  expect(await database().signInFailure.count()).toBe(3);
});

test('an unknown user takes as long to refuse as a wrong password', async () => {
  await attempt('nobody', 'warm up');
  const time = async (username: string) => {
    const started = performance.now();
    await attempt(username, 'wrong');
    return performance.now() - started;
  };
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 7; round += 1) {
    times.known.push(await time('ana'));
    times.unknown.push(await time(`nobody-${round}`));
  }
  const median = (list: number[]) => [...list].sort((a, b) => a - b)[3] ?? 0;
  const ratio = median(times.unknown) / median(times.known);
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});

test('after ten failures from one address even the right password is refused there, and elsewhere it is not', async () => {
  await failures(10, 'ana', () => '10.0.0.66');
  expect(await attempt('ana', PASSWORD, '10.0.0.66')).toBeNull();
  expect(await attempt('ana', PASSWORD, '10.0.0.1')).not.toBeNull();
});

test('guessing from many addresses, and at many names from one, is stopped too', async () => {
  await failures(100, 'ana', (index) => `10.1.0.${index}`);
  expect(await attempt('ana', PASSWORD, '10.0.0.1')).toBeNull();
  await database().signInFailure.deleteMany();
  for (let index = 0; index < 100; index += 1) await failures(1, `user${index}`, () => '10.0.0.7');
  expect(await attempt('ana', PASSWORD, '10.0.0.7')).toBeNull();
});

test('failures are forgotten after a quarter of an hour', async () => {
  await failures(10, 'ana', () => '10.0.0.1');
  await database().signInFailure.updateMany({ data: { at: new Date(Date.now() - 16 * 60_000) } });
  expect(await attempt('ana', PASSWORD)).not.toBeNull();
});

test('sign-out ends the session for good: its cookie is worth nothing', async () => {
  const signedIn = await attempt('ana', PASSWORD);
  const headers = await cookieOf(signedIn?.sessionId ?? '');
  const request = new Request('http://localhost', { headers });
  expect((await authenticate(request, 'r')).actor.kind).toBe('user');
  await endSession(signedIn?.sessionId ?? '');
  expect((await authenticate(request, 'r')).actor.kind).toBe('anonymous');
  expect(await database().auditEntry.count({ where: { action: 'session.end' } })).toBe(1);
});

test('a session ends when nobody uses it, and at its time whatever happens', async () => {
  const { sessionId = '' } = (await attempt('ana', PASSWORD)) ?? {};
  const now = Date.now();
  expect((await actorOfSession(sessionId, now + IDLE_MS - 60_000)).kind).toBe('user');
  await database().session.update({ where: { id: sessionId }, data: { lastSeenAt: new Date(now) } });
  expect((await actorOfSession(sessionId, now + IDLE_MS)).kind).toBe('anonymous');
  await database().session.update({ where: { id: sessionId }, data: { expiresAt: new Date(now) } });
  expect((await actorOfSession(sessionId, now)).kind).toBe('anonymous');
});

test('a cookie that was not signed here names nobody', async () => {
  const { cookie = '' } = await cookieOf('x');
  const forged = `${cookie.slice(0, -4)}AAAA`;
  const nonsense = ['foredeck.session=x', 'foredeck.session=%E0%A4%A', forged];
  for (const each of nonsense) {
    const { actor } = await authenticate(new Request('http://localhost', { headers: { cookie: each } }), 'r');
    expect(actor.kind).toBe('anonymous');
  }
  expect(id).not.toBe('');
});
