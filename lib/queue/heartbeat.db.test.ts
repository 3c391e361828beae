import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { startHeartbeat } from './heartbeat.ts';
import { enqueue } from './index.ts';

useTestDatabase();
const machine = `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await database().workerHeartbeat.deleteMany();
});

async function beat(): Promise<void> {
  const heartbeat = await startHeartbeat();
  stops.push(() => heartbeat.stop());
}

/** A worker that last beat so long ago and holds a job. */
async function otherWorker(id: string, silentSeconds: number): Promise<string> {
  const lock = `lock of ${id}`;
  const key = `job of ${id}`;
  await withTransaction((tx) => enqueue(tx, 'engine.sweep', {}, { jobKey: key }));
  await database().$executeRaw`
    update graphile_worker._private_jobs set locked_by = ${lock}, locked_at = now() where key = ${key}`;
  await database().$executeRaw`
    insert into "WorkerHeartbeat" ("id", "lockNames", "seenAt")
    values (${id}, array[${lock}], now() - make_interval(secs => ${silentSeconds}))`;
  return key;
}

async function isLocked(key: string): Promise<boolean> {
  const rows = await database().$queryRaw<{ locked: boolean }[]>`
    select locked_at is not null as locked from graphile_worker._private_jobs where key = ${key}`;
  return rows[0]?.locked === true;
}

async function until(holds: () => Promise<boolean>, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not happen within ${ms} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the jobs of a process of this machine that is gone are free at once', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const key = await otherWorker(`${machine}|${child.pid}|x`, 1);
  await beat();
  expect(await isLocked(key)).toBe(false);
});

test('a living neighbor keeps its jobs, and so does a worker of another machine that beat a moment ago', async () => {
  const neighbor = await otherWorker(`${machine}|${process.ppid}|x`, 1);
  const remote = await otherWorker('elsewhere/pid:[1]|7|x', 1);
  await beat();
  expect([await isLocked(neighbor), await isLocked(remote)]).toEqual([true, true]);
});

test('silence alone counts only after the judge has itself beaten without a gap: then the jobs are freed within 15 s', async () => {
  const key = await otherWorker('elsewhere/pid:[1]|8|x', 60);
  await beat();
  expect(await isLocked(key)).toBe(true);
  await until(async () => !(await isLocked(key)), 15_000);
  expect(await database().workerHeartbeat.count({ where: { id: { startsWith: 'elsewhere' } } })).toBe(0);
}, 30_000);

test('a worker that stops gives back what it holds', async () => {
  const heartbeat = await startHeartbeat();
  await heartbeat.register('leaving');
  await withTransaction((tx) => enqueue(tx, 'engine.sweep', {}, { jobKey: 'held' }));
  await database().$executeRaw`
    update graphile_worker._private_jobs set locked_by = 'leaving', locked_at = now() where key = 'held'`;
  await heartbeat.stop();
  expect(await isLocked('held')).toBe(false);
  expect(await database().workerHeartbeat.count()).toBe(0);
});
