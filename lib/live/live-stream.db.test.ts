import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from '#lib/accounts/index.ts';
import { createApplication, updateApplication } from '#lib/applications/index.ts';
import { CreateApplication, SaveApplication } from '#lib/applications/schema.ts';
import { systemContext } from '#lib/auth/index.ts';
import { endSession } from '#lib/auth/sessions/sign-in.ts';
import { addPerson, bearerOf, cookieOf, type TestPerson } from '#lib/auth/testing/people.ts';
import { publish } from '#lib/events/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { AccountConfig } from '#lib/kubernetes/accounts/schema.ts';
import { updateUser } from '#lib/people/index.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { liveStream } from './live-stream.ts';

useTestDatabase();
const system = systemContext('test');
const permissions = { READ: ['web'], WRITE: ['web'] };
let reader: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  reader = await addPerson('ana', { teams: ['web'] });
  stranger = await addPerson('ben');
  await createApplication(system, CreateApplication.parse({ name: 'shop', permissions }));
  await createApplication(system, CreateApplication.parse({ name: 'open' }));
});
afterAll(async () => (await fleet()).stop());

interface Listener {
  text(): string;
  hears(words: string): Promise<void>;
  ends(): Promise<number>;
  leave(): Promise<void>;
}

async function listen(headers: Record<string, string>): Promise<Listener> {
  const response = await liveStream(new Request('http://localhost/api/events', { headers }), 'test');
  const reading = response.body?.getReader();
  let text = '';
  let ended = false;
  const opened = Date.now();
  const pump = (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = (await reading?.read()) ?? { done: true, value: undefined };
      if (done) break;
      text += decoder.decode(value);
    }
    ended = true;
  })();
  const until = async (holds: () => boolean, what: string) => {
    for (let tries = 0; tries < 400 && !holds(); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    if (!holds()) throw new Error(`${what} did not happen within 10 s; heard: ${text}`);
  };
  await until(() => text.includes('event: ready'), 'ready');
  return {
    text: () => text,
    hears: (words) => until(() => text.includes(words), words),
    async ends() {
      await until(() => ended, 'the end');
      return Date.now() - opened;
    },
    async leave() {
      await reading?.cancel();
      await pump;
    },
  };
}
const say = (application: string, executionId: string) =>
  withTransaction((tx) =>
    publish(tx, { kind: 'execution.changed', application, executionId, status: 'RUNNING' }),
  );

test('nobody listens without signing in', async () => {
  await expect(liveStream(new Request('http://localhost/api/events'), 'test')).rejects.toThrow('Sign in');
});

test('each hears of what they may read, and of nothing else', async () => {
  const ana = await listen(await cookieOf(reader.sessionId));
  const ben = await listen(await bearerOf(stranger.id));
  await createAccount(
    system,
    AccountConfig.parse({
      name: 'hidden-account',
      credentials: { source: 'file', path: '/nowhere/kubeconfig' },
      permissions: { READ: ['web'], WRITE: ['web'] },
    }),
  );
  await say('shop', 'run-1');
  await say('open', 'run-2');
  await ana.hears('run-2');
  await ben.hears('run-2');
  await ana.hears('hidden-account');
  expect(ana.text()).toContain('run-1');
  expect(ben.text()).not.toMatch(/run-1|shop|hidden-account/);
  await ana.leave();
  await ben.leave();
});

test('who gains or loses an application hears of that, and afterwards of what happens in it or no more', async () => {
  const ben = await listen(await cookieOf(stranger.sessionId));
  const change = (groups: object) =>
    updateApplication(system, 'shop', SaveApplication.parse({ permissions: groups }), undefined);
  await change({});
  await ben.hears('"application":"shop"');
  await say('shop', 'run-while-open');
  await ben.hears('run-while-open');
  await change(permissions);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await say('shop', 'run-after');
  await say('open', 'run-last');
  await ben.hears('run-last');
  expect(ben.text()).not.toContain('run-after');
  await ben.leave();
});

test('who comes back catches up from the last number; after too long everything is to be fetched anew', async () => {
  await say('open', 'run-seen');
  const last = await database().liveEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await say('open', 'run-missed');
  await say('shop', 'run-secret');
  const back = await listen({ ...(await cookieOf(stranger.sessionId)), 'last-event-id': String(last.id) });
  expect(back.text()).toContain('run-missed');
  expect(back.text()).not.toContain('run-secret');
  await back.leave();
  const late = await listen({ ...(await cookieOf(stranger.sessionId)), 'last-event-id': '1000000' });
  expect(late.text()).toContain('event: reset');
  await late.leave();
});

test('sign-out, deactivation and a revoked token end the stream within ten seconds', async () => {
  const gone = await addPerson('gone');
  const off = await addPerson('off');
  const streams = [
    await listen(await cookieOf(gone.sessionId)),
    await listen(await cookieOf(off.sessionId)),
    await listen(await bearerOf(reader.id)),
  ];
  const withdrawn = Date.now();
  await endSession(gone.sessionId);
  await updateUser(system, off.id, { active: false });
  await database().apiToken.updateMany({ where: { userId: reader.id }, data: { revokedAt: new Date() } });
  await Promise.all(streams.map((stream) => stream.ends()));
  expect(Date.now() - withdrawn).toBeLessThan(10_000);
});
