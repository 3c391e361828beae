import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { cancelExecution } from '#lib/engine/index.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { listDeliveries } from '#lib/notifications/index.ts';
import { parseConfig } from '#lib/platform/config.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { forgetProcessState, processState } from '#lib/platform/process-state.ts';
import { startWorker } from './start-worker.ts';
import { hasEnded, player } from './testing/play.ts';

/** Who is told of runs and stages, by the whole worker over real HTTP (reference section 7.2). */
const db = useTestDatabase();
let ana: Context;
let worker: { stop(): Promise<void> };
let receiver: Server;
let address: string;
const told: { event: string; headline: string; channel: string }[] = [];

beforeAll(async () => {
  const DATABASE_URL = db.url();
  forgetProcessState('config');
  processState('config', () =>
    parseConfig({ DATABASE_URL, FOREDECK_LOG: 'silent', FOREDECK_ALLOWED_HOSTS: '127.0.0.1' }),
  );
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      const { templateGroup, additionalContext } = JSON.parse(body);
      told.push({
        event: templateGroup,
        headline: additionalContext.headline,
        channel: String(request.url).slice(1),
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  const permissions = { READ: ['web'], WRITE: ['web'], EXECUTE: ['web'] };
  await createApplication(systemContext('test'), CreateApplication.parse({ name: 'shop', permissions }));
  worker = await startWorker();
});
afterAll(async () => {
  await worker?.stop();
  receiver?.close();
});

const { start, until, play } = player(() => ana, 'shop');
const tells = (...when: string[]) => ({ type: 'webhook', address: `${address}/ops`, when });
const everything = () => tells('pipeline.starting', 'pipeline.complete', 'pipeline.failed');
const wait = (rest: JsonObject = {}) => ({ type: 'wait', name: 'Pause', refId: '1', waitTime: 0, ...rest });
const fails = {
  type: 'checkPreconditions',
  name: 'Check',
  refId: '1',
  preconditions: [{ type: 'expression', context: { expression: '1 == 2' } }],
};
/** What arrived of a run, in the order in which it was written down. */
const toldOf = async (executionId: string, count: number) => {
  await expect
    .poll(
      async () => (await listDeliveries(ana, executionId)).filter((one) => one.status !== 'waiting').length,
      {
        timeout: 20_000,
      },
    )
    .toBe(count);
  return (await listDeliveries(ana, executionId)).map((one) => one.event);
};

test('of a run that it began, and how it ended', async () => {
  const good = await play([wait()], { notifications: [everything()] });
  expect((await toldOf(good.id, 2)).toSorted()).toEqual(['pipeline.complete', 'pipeline.starting']);
  const bad = await play([fails], { notifications: [tells('pipeline.failed')] });
  expect(await toldOf(bad.id, 1)).toEqual(['pipeline.failed']);
  expect(told.at(-1)?.headline).toMatch(/^shop: p\d+ #1 has failed: .+/);
});

test('of a stage only where it sends notifications', async () => {
  const notifications = [tells('stage.starting', 'stage.complete')];
  const run = await play([
    wait({ sendNotifications: true, notifications }),
    wait({ name: 'Silent', refId: '2', requisiteStageRefIds: ['1'], notifications }),
  ]);
  expect((await toldOf(run.id, 2)).toSorted()).toEqual(['stage.complete', 'stage.starting']);
  expect(told.filter(({ event }) => event === 'stage.complete').at(-1)?.headline).toContain('stage "Pause"');
});

test('expressions in an address and in words are filled in', async () => {
  const setting = { ...tells('pipeline.complete'), address: `${address}/\${parameters.team}` };
  const run = await play([wait()], {
    notifications: [setting],
    parameterConfig: [{ name: 'team', default: 'payments' }],
  });
  await toldOf(run.id, 1);
  expect(told.at(-1)?.channel).toBe('payments');
});

test('nobody is told of what was canceled, nor of a dry run', async () => {
  const id = await start([wait({ waitTime: 600 })], {
    notifications: [tells('pipeline.complete', 'pipeline.failed')],
  });
  await until(id, (run) => run.status === 'RUNNING');
  await cancelExecution(ana, { executionId: id, reason: 'Enough.' });
  await until(id, hasEnded);
  const dry = await play([wait()], { notifications: [everything()] }, { isDryRun: true });
  const after = await play([wait()], { notifications: [tells('pipeline.complete')] });
  await toldOf(after.id, 1);
  expect([...(await listDeliveries(ana, id)), ...(await listDeliveries(ana, dry.id))]).toEqual([]);
});
