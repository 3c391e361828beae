import { useEffect, useState } from 'react';
import { z } from 'zod';
import { buildUrl } from '#lib/client/build-url.ts';
import { call } from '#lib/client/call.ts';
import type { followPodLogsApi, readPodLogsApi } from '#lib/infrastructure/api.ts';

interface Source {
  account: string;
  namespace: string;
  pod: string;
  container: string;
  isPrevious: boolean;
}

/** Enough for any search on a screen; older lines are dropped. */
const MAX_LINES = 50_000;
const followPath: (typeof followPodLogsApi)['path'] =
  '/accounts/{account}/pods/{namespace}/{name}/logs/follow';
const Bundle = z.object({ lines: z.array(z.string()) });
const End = z.object({ error: z.string().optional() });

interface PodLog {
  lines: readonly string[];
  error: string | undefined;
  /** Something has come from the cluster: having no lines means that there are none. */
  isRead: boolean;
}

/** The lines of a container: followed while it runs, or read once for the run before its last restart. */
export function usePodLogs(source: Source): PodLog {
  const { account, namespace, pod, container, isPrevious } = source;
  const [lines, setLines] = useState<readonly string[]>([]);
  const [error, setError] = useState<string>();
  const [isRead, setIsRead] = useState(false);
  useEffect(() => {
    setLines([]);
    setIsRead(false);
    setError(undefined);
    const params = { account, namespace, name: pod };
    if (isPrevious) {
      const gone = new AbortController();
      call<typeof readPodLogsApi>('GET /accounts/{account}/pods/{namespace}/{name}/logs', {
        params,
        query: { container, previous: 'true' },
        signal: gone.signal,
      }).then(
        ({ text }) => {
          setLines(text.split('\n'));
          setIsRead(true);
        },
        (cause: unknown) =>
          gone.signal.aborted || setError(cause instanceof Error ? cause.message : String(cause)),
      );
      return () => gone.abort();
    }
    const stream = new EventSource(buildUrl(followPath, params, { container }));
    stream.onmessage = (message) => {
      const bundle = Bundle.parse(JSON.parse(message.data));
      setLines((before) => [...before, ...bundle.lines].slice(-MAX_LINES));
    };
    stream.addEventListener('end', (message) => {
      stream.close();
      setError(End.parse(JSON.parse(message.data)).error);
    });
    // A connection that breaks begins again from the start of the tail: without this the lines would stand twice.
    stream.onopen = () => {
      setLines([]);
      setIsRead(true);
    };
    return () => stream.close();
  }, [account, namespace, pod, container, isPrevious]);
  return { lines, error, isRead };
}
