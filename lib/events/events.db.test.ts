import { afterEach, expect, test } from 'vitest';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { forgetOldEvents, publish, readSince, type StreamedEvent, subscribe, tellHere } from './index.ts';

useTestDatabase();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function listen(): StreamedEvent[] {
  const heard: StreamedEvent[] = [];
  stops.push(subscribe((event) => heard.push(event)));
  return heard;
}
const say = (application: string) =>
  withTransaction((tx) => publish(tx, { kind: 'application.changed', application }));
const names = (events: readonly StreamedEvent[]) =>
  events.map((event) => ('application' in event ? event.application : event.kind));

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within 5 s.');
}

test('what is committed is heard once, with its number; what is rolled back is not', async () => {
  const heard = listen();
  await say('first');
  // From here on the connection listens: what follows comes in the order of its commits.
  await until(() => names(heard).includes('first'));
  await withTransaction(async (tx) => {
    await publish(tx, { kind: 'application.changed', application: 'never' });
    throw new Error('no');
  }).catch(() => undefined);
  await say('second');
  await until(() => names(heard).includes('second'));
  // Longer than the poll that repeats what the connection may have missed.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(names(heard)).toEqual(['first', 'second']);
  expect(Number(heard[1]?.id)).toBeGreaterThan(Number(heard[0]?.id));
});

test('a lost connection loses no event', async () => {
  const heard = listen();
  await say('before');
  await until(() => names(heard).includes('before'));
  await database().$executeRaw`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'foredeck-events' and datname = current_database()`;
  await say('meanwhile');
  await until(() => names(heard).includes('meanwhile'));
  expect(names(heard).filter((name) => name === 'meanwhile')).toHaveLength(1);
});

test('what concerns this process alone is told at once and stored nowhere', async () => {
  const heard = listen();
  const before = await database().liveEvent.count();
  tellHere({ kind: 'infrastructure.changed', application: 'shop', account: 'prod' });
  expect(names(heard)).toEqual(['shop']);
  expect(await database().liveEvent.count()).toBe(before);
});

test('who was away reads on from the last number; one that is too old or no number at all starts anew', async () => {
  await say('seen');
  const last = await database().liveEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await say('missed');
  expect(names((await readSince(String(last.id))) ?? [])).toContain('missed');
  expect(await readSince('999999999')).toBeUndefined();
  expect(await readSince("1' or '1'='1")).toBeUndefined();
  expect(await forgetOldEvents(Date.now() + 2 * 3_600_000)).toBeGreaterThan(0);
  expect(await readSince(String(last.id))).toBeUndefined();
});
