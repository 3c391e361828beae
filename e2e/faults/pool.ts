import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import {
  allEnded,
  assert,
  effects,
  type FaultWorld,
  seconds,
  start,
  statusesOf,
  unfinished,
  until,
  type WorkerProcess,
} from './world.ts';

export const pool: readonly Fault[] = [
  {
    id: 'F10',
    title:
      'all connections killed again and again; the pool exhausted; no connection to be had: not ready, nothing lost, it recovers alone',
    run: async (world) =>
      [await killedConnections(world), await exhaustedPool(world), await noConnections(world)].join('; '),
  },
];

/** What the worker answers at /readyz: 200 or 503. */
const readiness = async (worker: WorkerProcess): Promise<number> =>
  (await fetch(`http://127.0.0.1:${worker.told('status')}/readyz`)).status;

const startMany = (count: number, refId: string, polls = 5) =>
  Promise.all(
    Array.from({ length: count }, () =>
      start([
        blueprint(refId, 'effect', [], { holdBeforeMs: 100 }),
        blueprint('t', 'ticking', [refId], { polls }),
      ]),
    ),
  );

async function killedConnections(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  const ids = await startMany(60, 'killed');
  let killed = 0;
  for (let round = 0; round < 12; round += 1) {
    const { rowCount } = await databasePool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name in ('foredeck', 'graphile-worker') and pid <> pg_backend_pid()`,
    );
    killed += rowCount ?? 0;
    await sleep(500);
  }
  const took = await allEnded(ids, 60_000);
  await until(async () => (await readiness(worker)) === 200, 5000);
  worker.signal('SIGKILL');
  assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  assert((await effects()) === 60, `${await effects()} effects of 60`);
  return `${killed} connections killed in 12 blows: 60 of 60 runs ended ${seconds(took)} after the last, 60 effects`;
}

/** The work itself keeps every connection of the worker's pool for five seconds. */
async function exhaustedPool(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  const hog = await start([blueprint('hog', 'hog', [], { clients: 24, holdMs: 5000 })]);
  const red = await until(
    async () => (await readiness(worker)) === 503,
    15_000,
    () => '/readyz stayed green',
  );
  const ids = await startMany(60, 'exhausted');
  const took = await allEnded([hog, ...ids], 60_000);
  await until(
    async () => (await readiness(worker)) === 200,
    5000,
    () => '/readyz stayed red',
  );
  worker.signal('SIGKILL');
  assert((await statusesOf([hog, ...ids])) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  assert((await effects()) === 120, `${await effects()} effects of 120`);
  return `pool exhausted: not ready after ${seconds(red)}, 60 runs waited and ended in ${seconds(took)}`;
}

/** Somebody else takes every connection that PostgreSQL has to give, while the worker has lost its own. */
async function noConnections(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  const ids = await startMany(40, 'starved', 20);
  await sleep(300);
  const hogs: Client[] = [];
  await hogAll(world.url, hogs);
  const red = await until(
    async () => (await readiness(worker)) === 503,
    15_000,
    () => '/readyz stayed green',
  );
  await sleep(4000);
  const taken = hogs.length;
  await Promise.all(hogs.map((client) => client.end().catch(() => undefined)));
  const green = await until(
    async () => (await readiness(worker)) === 200,
    30_000,
    () => '/readyz stayed red',
  );
  const open = await unfinished(ids);
  const took = await allEnded(ids, 60_000);
  worker.signal('SIGKILL');
  assert(open > 0, 'the runs had ended before: the test did not test');
  assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  assert((await effects()) === 160, `${await effects()} effects of 160`);
  return `no connection to be had (${taken} taken): not ready after ${seconds(red)}, ready again ${seconds(green)} after they were free, 40 of 40 runs ended ${seconds(took)} later`;
}

/** Takes connections until there are none, killing those of the worker so that it cannot keep any. */
async function hogAll(url: string, hogs: Client[]): Promise<void> {
  const admin = new Client({ connectionString: url, application_name: 'fault-admin' });
  admin.on('error', () => undefined);
  await admin.connect();
  hogs.push(admin);
  for (let quiet = 0; quiet < 5; ) {
    const client = new Client({ connectionString: url, application_name: 'fault-hog' });
    client.on('error', () => undefined);
    try {
      await client.connect();
      hogs.push(client);
      quiet = 0;
    } catch {
      quiet += 1;
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name not like 'fault-%' and backend_type = 'client backend'`,
      );
      await sleep(20);
    }
  }
}
