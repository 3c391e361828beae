import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext } from '#lib/auth/index.ts';
import { type StartExecution, startExecution } from '#lib/engine/index.ts';
import { isComplete } from '#lib/engine/model.ts';
import { parseConfig } from '#lib/platform/config.ts';
import { closeDatabase, database, databasePool, withTransaction } from '#lib/platform/database/index.ts';
import { migrate, type RunningPostgres, startEmbeddedPostgres } from '#lib/platform/database/setup.ts';
import { processState } from '#lib/platform/process-state.ts';
import { traceTables } from './kinds.ts';

export const ctx = systemContext('faults');

export interface WorkerProcess {
  readonly pid: number;
  readonly lines: string[];
  readonly signal: (name: NodeJS.Signals) => void;
  /** Writes a line to its standard input. */
  readonly say: (line: string) => void;
  /** What stands behind a word at the beginning of a line of its, the newest. */
  readonly told: (word: string) => string | undefined;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** How a process of the world differs from an ordinary worker. */
export interface WorkerOptions {
  /** Its way to PostgreSQL. Default: straight. */
  readonly url?: string;
  readonly env?: Record<string, string>;
  /** The machine it believes to be on. Default: this one, where a death is seen at once. */
  readonly host?: string;
  /** How wrong its clock goes, in ms; SIGUSR2 turns the sign. */
  readonly clockMs?: number;
  /** Another program of this folder than `worker.ts`; or a path. */
  readonly program?: string;
  readonly args?: readonly string[];
}

/** A PostgreSQL of its own and workers as processes of their own. */
export interface FaultWorld {
  readonly url: string;
  readonly home: string;
  readonly worker: (options?: WorkerOptions) => Promise<WorkerProcess>;
  /** Ends PostgreSQL as a crash would (or a fast shutdown) and starts it again on the same port and data. */
  readonly restartPostgres: (how: 'crash' | 'fast') => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openFaultWorld(): Promise<FaultWorld> {
  const home = mkdtempSync(join(tmpdir(), 'foredeck-faults-'));
  chmodSync(home, 0o755);
  const folder = join(home, 'postgres');
  let server: RunningPostgres = await startEmbeddedPostgres({ folder, password: 'faults' });
  const { url } = server;
  await migrate(url);
  processState('config', () =>
    parseConfig({ DATABASE_URL: url, FOREDECK_HOME: home, FOREDECK_LOG: 'fatal' }),
  );
  await databasePool().query(traceTables);
  await database().application.create({
    data: { name: 'faults', displayName: 'faults', createdBy: 'faults', updatedBy: 'faults' },
  });
  const children = new Set<ChildProcess>();
  // Runs work with the rights of whoever started them.
  await database().user.create({
    data: { id: 'faults', username: 'faults', name: 'Faults', admin: true, passwordHash: 'none' },
  });
  return {
    url,
    home,
    worker: (options = {}) => startWorker({ url, home, children }, options),
    restartPostgres: async (how) => {
      if (how === 'fast') await server.stop();
      else process.kill(server.pid, 'SIGQUIT');
      server = await startAgain(folder, Number(new URL(url).port));
    },
    close: async () => {
      for (const child of children) child.kill('SIGKILL');
      await closeDatabase();
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A killed server needs a moment until its port and its memory are free. */
async function startAgain(folder: string, port: number): Promise<RunningPostgres> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await startEmbeddedPostgres({ folder, password: 'faults', port });
    } catch (error) {
      if (tries > 50) throw error;
      await sleep(200);
    }
  }
}

async function startWorker(
  { url, home, children }: { url: string; home: string; children: Set<ChildProcess> },
  options: WorkerOptions,
): Promise<WorkerProcess> {
  const isMasked = options.host !== undefined || options.clockMs !== undefined;
  const mask = isMasked ? ['--import', join(import.meta.dirname, 'other-machine.ts')] : [];
  const program = resolve(import.meta.dirname, options.program ?? 'worker.ts');
  const child = spawn(process.execPath, [...mask, program, ...(options.args ?? [])], {
    env: {
      ...process.env,
      DATABASE_URL: options.url ?? url,
      FOREDECK_HOME: home,
      FOREDECK_LOG: 'error',
      // As the product itself does: a process that is killed often must start soon.
      NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../node_modules/.cache/foredeck/compiled'),
      ...(options.host ? { FAULT_HOST: options.host } : {}),
      ...(options.clockMs ? { FAULT_CLOCK_MS: String(options.clockMs) } : {}),
      ...options.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  const lines: string[] = [];
  const take = (chunk: Buffer) => lines.push(...String(chunk).split('\n').filter(Boolean));
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void ended.then(() => children.delete(child));
  await until(
    async () => lines.includes('up'),
    30_000,
    () => `the worker did not come up: ${lines.join(' | ')}`,
  );
  return {
    pid: child.pid ?? 0,
    lines,
    signal: (name) => child.kill(name),
    say: (line) => child.stdin.write(`${line}\n`),
    told: (word) => lines.findLast((line) => line.startsWith(`${word} `))?.slice(word.length + 1),
    ended,
  };
}

/** Starts a run. */
export async function start(
  stages: StartExecution['stages'],
  rest: Partial<StartExecution> = {},
): Promise<string> {
  const { executionId } = await withTransaction((tx) =>
    startExecution(ctx, tx, {
      application: 'faults',
      name: 'fault',
      pipelineConfigId: null,
      stages,
      definition: {},
      trigger: { type: 'manual', user: 'faults' },
      ...rest,
    }),
  );
  return executionId;
}

/** Waits for something to hold; throws when it does not in time. Answers with the ms it took. */
export async function until(
  look: () => Promise<boolean>,
  withinMs: number,
  complaint: () => string = () => 'it did not happen in time',
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    // While PostgreSQL restarts nobody can look.
    if (await look().catch(() => false)) return performance.now() - begun;
    if (performance.now() - begun > withinMs) throw new Error(`${complaint()} (${withinMs} ms)`);
    await sleep(25);
  }
}

export async function statusOf(executionId: string): Promise<string> {
  const run = await database().execution.findUniqueOrThrow({
    where: { id: executionId },
    select: { status: true },
  });
  return run.status;
}

export const hasEnded = async (executionId: string): Promise<boolean> =>
  isComplete((await statusOf(executionId)) as Parameters<typeof isComplete>[0]);

/** Waits until every run has ended, with one question a look; answers with the ms it took. */
export function allEnded(
  ids: readonly string[],
  withinMs: number,
  complaint: (open: number) => string = (open) => `${open} of ${ids.length} runs did not end`,
): Promise<number> {
  let open = ids.length;
  return until(
    async () => {
      open = await unfinished(ids);
      return open === 0;
    },
    withinMs,
    () => complaint(open),
  );
}

/** How many of the runs have not ended; runs that are gone count. */
export async function unfinished(ids: readonly string[]): Promise<number> {
  const { rows } = await databasePool().query<{ count: number }>(
    `select count(*)::int as count from "Execution" where "id" = any ($1) and "endTime" is not null`,
    [ids],
  );
  return ids.length - (rows[0]?.count ?? 0);
}

/** The statuses that occur among the runs, as one text: `SUCCEEDED`, or `CANCELED, SUCCEEDED`. */
export async function statusesOf(ids: readonly string[]): Promise<string> {
  const { rows } = await databasePool().query<{ status: string }>(
    `select distinct "status" from "Execution" where "id" = any ($1) order by 1`,
    [ids],
  );
  return rows.map((row) => row.status).join(', ');
}

/** How often work of a stage reached a phase, over all its calls. */
export async function calls(refId: string, phase: string): Promise<number> {
  const { rows } = await databasePool().query<{ count: number }>(
    `select count(*)::int as count from "FaultCall" where "stage" = $1 and "phase" = $2`,
    [refId, phase],
  );
  return rows[0]?.count ?? 0;
}

export async function effects(): Promise<number> {
  const { rows } = await databasePool().query<{ count: number }>(
    `select count(*)::int as count from "FaultEffect"`,
  );
  return rows[0]?.count ?? 0;
}

export function assert(claim: boolean, complaint: string): void {
  if (!claim) throw new Error(complaint);
}

/** A time for people. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What so many of the values stay under: `share(times, 0.95)`. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
