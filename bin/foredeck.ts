/** The command line. `foredeck help` lists the commands. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { messageOf } from '#lib/platform/errors.ts';
import { leaveOutModels } from './leave-out-models.ts';

interface Command {
  summary: string;
  run(args: string[]): Promise<void>;
}

// Types are stripped and code is compiled once, not at each of the starts of four processes.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/foredeck/compiled'));
leaveOutModels();

// Loaded on demand: `foredeck sandbox` need not load Next, nor `foredeck migrate` the sandbox.
const commands: Record<string, Command> = {
  up: {
    summary:
      'Start everything on this machine: database, sandbox cluster, web and worker (--dev: with reload)',
    run: async (args) => (await import('./commands/up.ts')).up(args),
  },
  web: {
    summary: 'Start one web process (pages, API, live events); needs DATABASE_URL',
    run: async (args) => (await import('./commands/web.ts')).web(args),
  },
  worker: {
    summary: 'Start one worker process (runs stages, talks to clusters); needs DATABASE_URL',
    run: async () => (await import('./commands/worker.ts')).worker(),
  },
  prepare: {
    summary: 'Migrate the database and make what a first start needs (a step of up); needs DATABASE_URL',
    run: async () => (await import('./commands/prepare.ts')).prepareCommand(),
  },
  migrate: {
    summary: 'Bring the database of DATABASE_URL to the newest schema',
    run: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  },
  sandbox: {
    summary:
      'Start the sandbox cluster alone: --port N --kubeconfig FILE [--data DIR | --memory] [--storage]',
    run: async (args) => (await import('./commands/sandbox.ts')).sandboxCommand(args),
  },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  try {
    await command.run(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
} else {
  const known = name === 'help' || name === '--help' || name === '-h';
  const lines = Object.entries(commands).map(([key, { summary }]) => `  ${key.padEnd(10)}${summary}`);
  const text = `${known ? '' : `There is no command "${name}".\n\n`}Usage: npm run -s foredeck -- COMMAND\n\n${lines.join('\n')}\n`;
  (known ? process.stdout : process.stderr).write(text);
  process.exit(known ? 0 : 2);
}
