import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * P11: kills the only worker in the middle of a task, starts another at once, and takes the time until that one is at the
 * task again, the start of its process included. In ms.
 *
 * @param begin starts a run whose first stage is of the kind `held`
 */
export async function recoveryMs(url: string, home: string, begin: () => Promise<unknown>): Promise<number> {
  const first = worker(url, home, 'hold');
  const begun = untilAtWork(first);
  await begin();
  await begun;
  const ended = once(first, 'exit');
  first.kill('SIGKILL');
  const killedAt = performance.now();
  const second = worker(url, home, 'go');
  try {
    await untilAtWork(second);
    const took = performance.now() - killedAt;
    await ended;
    return took;
  } finally {
    // It records the end of the task before it ends.
    second.kill('SIGTERM');
    if (second.exitCode === null) await once(second, 'exit');
  }
}

function worker(url: string, home: string, how: 'hold' | 'go'): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'engine-worker.ts'), how], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url, FOREDECK_HOME: home, FOREDECK_LOG: 'fatal' },
  });
}

/** Its output is read to the end: a worker whose words nobody takes would die of it. */
function untilAtWork(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The worker has no output.');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'at work') resolve();
    });
    child.once('exit', () => reject(new Error('The worker ended before it was at work.')));
  });
}
