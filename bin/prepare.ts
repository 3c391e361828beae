import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const Prepared = z.object({
  needsSandbox: z.boolean(),
  kubeconfig: z.string(),
  passwordFile: z.string().optional(),
});
export type Prepared = z.infer<typeof Prepared>;

/** What the process tells first: people may come, though the examples are still being made. */
export const USABLE = 'usable';

/**
 * Runs `foredeck prepare` to its end; `onUsable` is called as soon as the database can be served from. In a process of its own, because what it loads (the migration engine, Prisma) would
 * otherwise stay with the supervisor for as long as Foredeck runs.
 *
 * @throws when it fails; its messages are on our stderr by then.
 */
export function prepare(onUsable: () => void): Promise<Prepared> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'foredeck.ts'), 'prepare'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let told: unknown;
    child.on('message', (message) => {
      if (message === USABLE) onUsable();
      else told = message;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      const prepared = Prepared.safeParse(told);
      if (code === 0 && prepared.success) resolve(prepared.data);
      else reject(new Error('The database could not be prepared; the reason stands above.'));
    });
  });
}
