import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type PostgresPlace, placeForPostgres } from './postgres-place.ts';

export interface RunningPostgres {
  url: string;
  /** The server's process. */
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with Foredeck, on loopback, with its data in `folder`. Creates the cluster and the
 * database when the folder is new. A server that a killed run left behind on the same data is shut down first.
 */
export async function startEmbeddedPostgres(options: {
  folder: string;
  password: string;
  database?: string;
  /** Test servers forgo durability for speed. */
  durable?: boolean;
  /** Default: any free one. */
  port?: number;
}): Promise<RunningPostgres> {
  const { folder, password, database = 'foredeck', durable = true } = options;
  mkdirSync(folder, { recursive: true });
  const place = await placeForPostgres(folder);
  await endLeftover(place.data);
  if (!existsSync(join(place.data, 'PG_VERSION'))) await initialize(place, password);
  const port = options.port ?? (await freePort());
  const url = (name: string) => embeddedPostgresUrl({ port, password, database: name });
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=128MB',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ].flatMap((flag) => ['-c', flag]);
  const server = spawn(place.postgres, ['-D', place.data, '-p', String(port), ...flags], {
    ...place.identity,
    cwd: place.data,
    // A group of its own, so that Ctrl-C in a terminal reaches Foredeck alone and it stops the database last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_MESSAGES: 'C', TZ: 'UTC' },
  });
  await ready(server);
  await createDatabaseIfMissing(url('postgres'), database);
  return { url: url(database), pid: server.pid ?? 0, stop: () => stop(server) };
}

/** Where an embedded PostgreSQL with this port and password answers, once it was started. */
export function embeddedPostgresUrl(options: { port: number; password: string; database?: string }): string {
  const { port, password, database = 'foredeck' } = options;
  return `postgresql://foredeck:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function initialize(place: PostgresPlace, password: string): Promise<void> {
  // Beside the data, where the account that runs the database can read it; gone as soon as it was read.
  const passwordFile = `${place.data}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.identity.uid !== undefined) chownSync(passwordFile, place.identity.uid, place.identity.gid ?? 0);
  const args = [
    `--pgdata=${place.data}`,
    '--username=foredeck',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  try {
    const { code, output } = await run(place, args);
    if (code !== 0)
      throw new Error(`The embedded PostgreSQL could not be set up in ${place.data}:\n${output}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(place: PostgresPlace, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(place.initdb, args, {
      ...place.identity,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) =>
      reject(new Error(`The embedded PostgreSQL did not start (${why}):\n${output.slice(-2000)}`));
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`exit code ${code}`));
    server.stderr?.on('data', (chunk) => {
      output = (output + chunk).slice(-20_000);
      if (output.includes('ready to accept connections')) resolve();
    });
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing committed is lost.
  server.kill('SIGINT');
  await ended;
}

async function createDatabaseIfMissing(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
}

/** PostgreSQL notes its process in `postmaster.pid`; one that still runs there is ours and would hold the data. */
async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgres(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 15_000 && isPostgres(pid); waited += 50) await sleep(50);
  if (isPostgres(pid)) {
    throw new Error(
      `Another PostgreSQL (process ${pid}) holds ${data} and does not stop. End it, then start again.`,
    );
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // Where /proc is missing (macOS) the pid file alone must do.
  return existsSync('/proc/self')
    ? existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes('postgres')
    : true;
}

/** A port of loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}
