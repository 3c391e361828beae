import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { database } from '#lib/platform/database/index.ts';
import { newId } from '#lib/platform/ids.ts';
import { logger } from '#lib/platform/logger.ts';

const BEAT_MS = 2000;
/** A worker that has not beaten for so long is dead: its jobs go to the others. */
const DEAD_AFTER_SECONDS = 8;

interface Beat {
  id: string;
  lockNames: string[];
  isSilent: boolean;
}

/** This worker's sign of life. */
export interface Heartbeat {
  /**
   * Says that this worker locks jobs by this name. To be awaited before the first is locked: a name that nobody has heard of
   * belongs to nobody, and the jobs of a worker that died in between would stay locked.
   */
  register(lockName: string): Promise<void>;
  /** Gives back every job that this worker holds, and forgets the names it held them by. */
  releaseAll(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Says every two seconds that this worker lives, under the names by which it locks jobs, and gives the jobs of dead
 * workers back to the queue, which by itself would wait four hours. The first round is over when this resolves: the jobs of
 * an earlier life of this worker are free before it takes any.
 *
 * Dead is (a) a worker of this machine whose process is gone, seen at once; (b) a worker silent for eight seconds, by
 * the database's clock. A worker judges by silence only after it has itself beaten without a gap for longer than the
 * limit: when PostgreSQL was away, everybody is silent and nobody is dead.
 */
export async function startHeartbeat(): Promise<Heartbeat> {
  const id = `${machine()}|${process.pid}|${newId()}`;
  const lockNames = new Set<string>();
  let unbrokenMs = 0;
  // Not by the clock of the machine: somebody may set it.
  let lastBeat = performance.now();
  let turn: Promise<unknown> = Promise.resolve();
  /** One after another, or an older beat might take back a name that a newer one told. */
  const beat = (): Promise<Beat[]> => {
    const mine = turn.then(() => sayAlive(id, [...lockNames]));
    turn = mine.catch(() => undefined);
    return mine;
  };
  const round = async () => {
    try {
      const now = performance.now();
      unbrokenMs = now - lastBeat < BEAT_MS * 2 ? unbrokenMs + (now - lastBeat) : 0;
      lastBeat = now;
      await unlockDead(await beat(), unbrokenMs > DEAD_AFTER_SECONDS * 1000);
    } catch (error) {
      unbrokenMs = 0;
      logger('queue').warn({ error: String(error) }, 'the heartbeat did not reach the database');
    }
  };
  await round();
  const timer = setInterval(() => void round(), BEAT_MS);
  return {
    async register(lockName) {
      lockNames.add(lockName);
      await beat();
    },
    async releaseAll() {
      const names = [...lockNames];
      await unlock(names);
      for (const name of names) lockNames.delete(name);
    },
    async stop() {
      clearInterval(timer);
      await turn;
      // What this process could not finish in time is free at once.
      await forget([{ id, lockNames: [...lockNames] }]);
    },
  };
}

/** Beats, and answers with everybody else's state. */
function sayAlive(id: string, names: string[]): Promise<Beat[]> {
  return database().$queryRaw<Beat[]>`
    with mine as (
      insert into "WorkerHeartbeat" ("id", "lockNames", "seenAt") values (${id}, ${names}, now())
      on conflict ("id") do update set "lockNames" = excluded."lockNames", "seenAt" = now()
    )
    select "id", "lockNames", "seenAt" < now() - make_interval(secs => ${DEAD_AFTER_SECONDS}) as "isSilent"
    from "WorkerHeartbeat" where "id" <> ${id}`;
}

async function unlockDead(others: Beat[], mayJudgeSilence: boolean): Promise<void> {
  const dead = others.filter((other) => isGone(other.id) || (mayJudgeSilence && other.isSilent));
  if (dead.length === 0) return;
  await forget(dead);
  logger('queue').warn(
    { workers: dead.map((worker) => worker.id) },
    'gave the jobs of dead workers to others',
  );
}

/** Frees what the workers held, and strikes them off. */
async function forget(workers: Pick<Beat, 'id' | 'lockNames'>[]): Promise<void> {
  await unlock(workers.flatMap((worker) => worker.lockNames));
  await database().workerHeartbeat.deleteMany({ where: { id: { in: workers.map((worker) => worker.id) } } });
}

/** Frees jobs, and tells the workers so as of new ones: by themselves they look once a second. */
async function unlock(lockNames: string[]): Promise<void> {
  if (lockNames.length === 0) return;
  await database().$executeRaw`
    select graphile_worker.force_unlock_workers(${lockNames}::text[]), pg_notify('jobs:insert', '{"count":1}')`;
}

function isGone(id: string): boolean {
  const [where, pid] = id.split('|');
  if (where !== machine()) return false;
  // Our own number on another row is an earlier life of this container, where numbers start again at 1.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Process numbers mean something only inside one process namespace of one host. */
function machine(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
