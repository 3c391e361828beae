import { type Logger, pino } from 'pino';
import { config } from './config.ts';
import { processState } from './process-state.ts';
import { currentTrace } from './tracing/trace.ts';

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
        mixin: () => {
          const trace = currentTrace();
          return trace ? { traceId: trace.split('-')[1] } : {};
        },
        redact: ['password', 'kubeconfig', 'token', '*.password', '*.kubeconfig', '*.token'],
      },
      pino.destination({ dest: 2, sync: true }),
    ),
  );
  return root.child({ room: name });
}
