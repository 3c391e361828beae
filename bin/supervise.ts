import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logger } from '#lib/platform/logger.ts';

export interface Supervised {
  name: string;
  /** It failed again and again right after its start. */
  readonly gaveUp: boolean;
  /** Lets a process that was started with --held do its work (bin/held.ts); one that is started anew later, too. */
  release(): void;
  stop(): Promise<void>;
}

/** V8 keeps room for young objects that it needed once, up to three times this many MB a process; its own default is 16. */
const MEMORY = ['--max-semi-space-size=4'];
const STOP_MS = 25_000;
const QUICK_MS = 3000;
const QUICK_DEATHS = 5;

/** Runs `foredeck ARGS` as a child and starts it again when it dies, at once the first time, then ever later. */
export function supervise(name: string, args: string[]): Supervised {
  let child: ChildProcess | undefined;
  let stopping = false;
  let gaveUp = false;
  let released = false;
  let quickDeaths = 0;
  const start = () => {
    const born = Date.now();
    child = spawn(process.execPath, [...MEMORY, join(import.meta.dirname, 'foredeck.ts'), ...args], {
      // Ctrl-C in a terminal goes to a whole group; the supervisor alone decides the order of stopping.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    if (released) child.send('release');
    child.once('exit', (code, signal) => void ended(Date.now() - born, code, signal));
  };
  const ended = async (livedMs: number, code: number | null, signal: string | null) => {
    if (stopping) return;
    quickDeaths = livedMs < QUICK_MS ? quickDeaths + 1 : 0;
    gaveUp = quickDeaths >= QUICK_DEATHS;
    logger('up').error(
      { name, code, signal },
      gaveUp ? 'a process does not stay up' : 'a process ended and is started again',
    );
    await sleep(Math.min(10_000, quickDeaths * 500));
    if (!stopping && !(gaveUp && quickDeaths > 50)) start();
  };
  start();
  return {
    name,
    get gaveUp() {
      return gaveUp;
    },
    release() {
      released = true;
      if (child?.connected) child.send('release');
    },
    async stop() {
      stopping = true;
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      const timer = setTimeout(() => running.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
