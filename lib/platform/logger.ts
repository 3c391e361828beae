import { type Logger, pino } from 'pino';
import { config } from './config.ts';
import { processState } from './process-state.ts';

export type { Logger };

/**
 * The process's log: one JSON line a fact on standard error, with ids and without secrets or manifests.
 * `FOREDECK_LOG` sets the level.
 */
export function logger(name: string): Logger {
  const root = processState('logger', () =>
    pino(
      {
        level: config().logLevel,
        base: { pid: process.pid },
        redact: ['password', 'kubeconfig', 'token', '*.password', '*.kubeconfig', '*.token'],
      },
      pino.destination({ dest: 2, sync: true }),
    ),
  );
  return root.child({ room: name });
}
