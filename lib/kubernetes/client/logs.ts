import type { LogOptions } from './contract.ts';
import { failure } from './read-failure.ts';
import { readLines } from './read-lines.ts';
import type { Call, Transport } from './transport.ts';

type Pod = { namespace: string; name: string };

const defaultLimitBytes = 1_000_000;
// A container may be silent for as long as it likes; the kernel's probes find a dead connection.
const followIdleMs = 30 * 60_000;

/** The end of a container's log; at most 1 MB unless said otherwise. */
export async function readLogs(transport: Transport, pod: Pod, options: LogOptions = {}): Promise<string> {
  return transport.sendText(logCall(pod, { limitBytes: defaultLimitBytes, ...options }, false));
}

/** The log line by line as it is written, until the container ends or the caller stops. */
export async function* followLogs(
  transport: Transport,
  pod: Pod,
  options: LogOptions = {},
): AsyncGenerator<string, void> {
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  try {
    const response = await transport.open(logCall(pod, { ...options, signal }, true), followIdleMs);
    yield* readLines(response.body);
  } catch (error) {
    if (options.signal?.aborted) return;
    throw failure(error, transport.server, options.signal);
  } finally {
    stop.abort();
  }
}

function logCall(pod: Pod, options: LogOptions, follow: boolean): Call {
  const path = ['namespaces', pod.namespace, 'pods', pod.name, 'log'].map(encodeURIComponent).join('/');
  return {
    method: 'GET',
    path: `/api/v1/${path}`,
    query: {
      container: options.container,
      previous: options.previous || undefined,
      tailLines: options.tailLines,
      sinceSeconds: options.sinceSeconds,
      timestamps: options.timestamps || undefined,
      limitBytes: options.limitBytes,
      follow: follow || undefined,
    },
    accept: '*/*',
    signal: options.signal,
    isRepeatable: true,
  };
}
