import { expect, test } from 'vitest';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/platform/outbound/index.ts';
import type { News } from './compose.ts';
import { deliver } from './deliver.ts';
import { sendNews } from './send-news.ts';

useTestDatabase();
const news: News = {
  event: 'manualJudgment',
  application: 'shop',
  executionId: 'E1',
  executionName: 'Deploy',
  headline: 'Deploy waits.',
  details: {},
};
const never = new AbortController().signal;
const answered = (status: number): OutboundAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  body: '',
  url: '',
});

let count = 0;
async function written() {
  count += 1;
  const key = `key-${count}`;
  await sendNews(key, [{ type: 'webhook', address: 'https://x.example/y' }], news);
  return await database().notificationDelivery.findUniqueOrThrow({ where: { key: `${key}:0` } });
}
const again = (id: string) => database().notificationDelivery.findUniqueOrThrow({ where: { id } });
const jobsOf = async (id: string) => {
  const [row] = await database().$queryRaw<{ count: number }[]>`
    select count(*)::int as "count" from graphile_worker.jobs j
    join graphile_worker._private_jobs p on p.id = j.id where p.payload->>'deliveryId' = ${id}`;
  return row?.count ?? 0;
};

test('the same news asked for again are written and sent once', async () => {
  const setting = { type: 'webhook', address: 'https://x.example/y' };
  await sendNews('once', [setting], news);
  await sendNews('once', [setting], news);
  const rows = await database().notificationDelivery.findMany({ where: { key: { startsWith: 'once' } } });
  expect(rows).toHaveLength(1);
  expect(await jobsOf(rows[0]?.id ?? '')).toBe(1);
});

test('a message that arrived is not sent again, whoever carries its job out', async () => {
  const { id } = await written();
  const calls: OutboundRequest[] = [];
  const http = {
    request: async (input: OutboundRequest) => {
      calls.push(input);
      return answered(204);
    },
  };
  await deliver(http, id, never);
  await deliver(http, id, never);
  expect(calls).toMatchObject([{ method: 'POST', headers: { 'idempotency-key': id } }]);
  expect(await again(id)).toMatchObject({ status: 'delivered', attempts: 1, error: null });
});

test.each<[string, OutboundAnswer, string, number]>([
  ['a busy receiver is asked again', answered(503), 'waiting', 2],
  ['one that cannot be reached too', { kind: 'unreachable', reason: 'away' }, 'waiting', 2],
  ['one that refuses is not', answered(404), 'failed', 1],
  ['an address that is not allowed is not', { kind: 'refused', reason: 'private' }, 'failed', 1],
])('%s', async (_, answer, status, jobs) => {
  const { id } = await written();
  await deliver({ request: async () => answer }, id, never);
  expect(await again(id)).toMatchObject({ status, attempts: 1, error: expect.any(String) });
  expect(await jobsOf(id)).toBe(jobs);
});

test('after eight tries a message counts as failed', async () => {
  const { id } = await written();
  for (let tries = 0; tries < 10; tries += 1)
    await deliver({ request: async () => answered(500) }, id, never);
  expect(await again(id)).toMatchObject({ status: 'failed', attempts: 8 });
});
