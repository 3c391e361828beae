import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { traceTables } from './kinds.ts';
import { allEnded, assert, effects, type FaultWorld, seconds, statusesOf, unfinished } from './world.ts';

const root = resolve(import.meta.dirname, '../..');
const git = (...words: string[]): string =>
  execFileSync('git', ['-C', root, ...words], { encoding: 'utf8' }).trim();

/** Long enough for the sweep to have looked more than once at orders that nobody takes. */
const sweepsSeenMs = 12_000;

export const upgrade: readonly Fault[] = [
  {
    id: 'F14',
    title:
      'the version before the last migration and this one, on one database at once, through the migration, and back to the earlier one alone: no run lost, twice or unreadable',
    run: async (world) => {
      const previous = process.env.FAULT_PREVIOUS ?? earlierVersion();
      const tree = layOut(previous, join(world.home, 'previous'));
      const begin = (from: string, ...args: string[]) =>
        program(join(from, 'e2e/faults/begin.ts'), args, world);
      await databasePool().query(
        'drop schema public cascade; drop schema if exists graphile_worker cascade; create schema public',
      );
      await begin(tree, 'migrate');
      await databasePool().query(traceTables);
      const earlier = await world.worker({ program: join(tree, 'e2e/faults/worker.ts') });
      const ids = await runsOf(begin(tree, 'start', '20', '30'));
      const migrated = await begin(root, 'migrate');
      const later = await world.worker();
      ids.push(...(await runsOf(begin(root, 'start', '20', '5'))));
      ids.push(...(await runsOf(begin(tree, 'start', '20', '5'))));
      const together = await allEnded(ids, 60_000);
      later.signal('SIGTERM');
      await later.ended;
      ids.push(...(await runsOf(begin(root, 'start', '20', '5'))));
      ids.push(...(await runsOf(begin(tree, 'start', '20', '5'))));
      const back = await allEnded(ids, 60_000);
      // Rollbacks have a lane of their own. A version without it leaves them where they are, and fails none.
      ids.push(...(await runsOf(begin(root, 'start', '10', '1', '-10'))));
      await sleep(sweepsSeenMs);
      assert(
        ['SUCCEEDED', 'RUNNING', 'RUNNING, SUCCEEDED'].includes(await statusesOf(ids)),
        `with the earlier alone, rollbacks ended as ${await statusesOf(ids)}`,
      );
      const waiting = await unfinished(ids);
      const again = await world.worker();
      const urgent = await allEnded(ids, 60_000);
      again.signal('SIGTERM');
      await again.ended;
      const made = await effects();
      const readers = [await begin(tree, 'read'), await begin(root, 'read')];
      earlier.signal('SIGKILL');
      assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
      assert(made === ids.length * 2, `${made} effects of ${ids.length * 2}`);
      for (const lines of readers) {
        const read = lines.filter((line) => line.startsWith('read ') && line.endsWith(' SUCCEEDED 4'));
        assert(read.length === ids.length, `${read.length} of ${ids.length} runs can be read`);
      }
      const added = newMigrations(previous);
      return `${git('rev-parse', '--short', previous)} and ${git('rev-parse', '--short', 'HEAD')}: ${migrated.find((line) => line.startsWith('migrated')) ?? ''} under way; 60 runs with both (ended in ${seconds(together)}), 40 with the earlier alone (${seconds(back)}), 10 rollbacks while the newer was away (${waiting} waited for it, and ended ${seconds(urgent)} after it was back), ${made} effects of ${ids.length * 2}, all read by both; ${added} new migrations, none takes anything away`;
    },
  },
];

/** What stood before the last migration. */
function earlierVersion(): string {
  const last = git('log', '-1', '--format=%H', '--', 'prisma/migrations');
  assert(
    last !== '',
    'the history of the repository is needed: clone it whole, or name a commit in FAULT_PREVIOUS',
  );
  return `${last}^`;
}

/** The tree of another commit in a folder, with the packages of this one. */
function layOut(commit: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const names = ['lib', 'prisma', 'prisma.config.ts', 'e2e/faults', 'package.json', 'tsconfig.json'];
  execFileSync('tar', ['-x', '-C', folder], {
    input: execFileSync('git', ['-C', root, 'archive', commit, ...names], { maxBuffer: 1024 ** 3 }),
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  copyFileSync(join(root, 'e2e/faults/begin.ts'), join(folder, 'e2e/faults/begin.ts'));
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
    cwd: folder,
    stdio: 'ignore',
  });
  return folder;
}

async function runsOf(lines: Promise<string[]>): Promise<string[]> {
  return (await lines).flatMap((line) => (line.startsWith('run ') ? [line.slice(4)] : []));
}

/** Runs a program to its end and answers with its lines. */
function program(file: string, args: readonly string[], world: FaultWorld): Promise<string[]> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: resolve(file, '../../..'),
    env: { ...process.env, DATABASE_URL: world.url, FOREDECK_HOME: world.home, FOREDECK_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  return new Promise((done, fail) =>
    child.once('exit', (code) =>
      code === 0
        ? done(text.split('\n'))
        : fail(new Error(`${file} ${args.join(' ')}: ${text.slice(-1500)}`)),
    ),
  );
}

/** Migrations that the earlier version does not have; throws when one takes away what it needs. */
function newMigrations(previous: string): number {
  const known = new Set(git('ls-tree', '--name-only', previous, 'prisma/migrations/').split('\n'));
  const added = readdirSync(join(root, 'prisma/migrations')).filter(
    (name) => /^\d/.test(name) && !known.has(`prisma/migrations/${name}`),
  );
  for (const name of added) {
    const sql = readFileSync(join(root, 'prisma/migrations', name, 'migration.sql'), 'utf8');
    const taking = /drop (table|column)|rename (to|column)|alter column .* (type|set not null)/i.exec(sql);
    assert(
      taking === null,
      `the migration ${name} says "${taking?.[0]}": the earlier version cannot live with it`,
    );
  }
  return added.length;
}
