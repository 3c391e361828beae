import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { ApiError, isApiError } from './api-error.ts';
import type { Connection } from './connection.ts';
import { failure, refusal } from './read-failure.ts';
import { backoffMs, createRetryBudget } from './retry-budget.ts';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined> | undefined;
  body?: unknown;
  contentType?: string | undefined;
  accept?: string | undefined;
  signal?: AbortSignal | undefined;
  /** May be sent again though the first try perhaps took effect. */
  isRepeatable: boolean;
};

export type Transport = {
  /** Sends a call and parses its JSON. Waits out 429 and, for repeatable calls, bursts of 5xx and broken connections. */
  send(call: Call): Promise<unknown>;
  /** Opens a body that is read as it comes. Not retried. `idleMs` without a byte ends it. */
  open(call: Call, idleMs: number): Promise<Dispatcher.ResponseData>;
  sendText(call: Call): Promise<string>;
  readonly server: string;
};

// A half-open connection shows as silence: no call waits longer than this for its answer (F09).
const longestAnswerMs = 25_000;
const attempts = 5;
const longestWaitMs = 10_000;

export function createTransport(connection: Connection, answerTimeoutMs = longestAnswerMs): Transport {
  const server = connection.server.origin;
  const budget = createRetryBudget();

  async function once(call: Call, stream?: { idleMs: number }): Promise<Dispatcher.ResponseData> {
    try {
      const dispatcher = stream ? await connection.streams() : await connection.calls();
      const answering = request(urlOf(connection.server, call), {
        method: call.method,
        dispatcher,
        headers: {
          ...(await connection.headers()),
          accept: call.accept ?? 'application/json',
          'user-agent': 'foredeck',
          ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
        },
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal: call.signal ?? null,
        headersTimeout: answerTimeoutMs,
        bodyTimeout: stream?.idleMs ?? answerTimeoutMs,
      });
      const response = await orAborted(answering, call.signal);
      if (response.statusCode < 400) return response;
      const retryAfter = response.headers['retry-after'];
      throw refusal(
        response.statusCode,
        await response.body.text(),
        Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      );
    } catch (error) {
      throw failure(error, server, call.signal);
    }
  }

  async function withRetries<T>(
    call: Call,
    read: (response: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await read(await once(call)).catch((error: unknown) => {
          throw failure(error, server, call.signal);
        });
        budget.earn();
        return answer;
      } catch (error) {
        const waitMs = retryWait(error, call, attempt);
        if (waitMs === undefined || !budget.spend()) throw error;
        if (isApiError(error) && error.code === 401) connection.forget();
        await sleep(waitMs, undefined, { signal: call.signal }).catch(() => {
          throw failure(error, server, call.signal);
        });
      }
    }
  }

  return {
    server,
    send: (call) =>
      withRetries(call, async (response) => {
        const text = await response.body.text();
        return text === '' ? undefined : parseJson(text, server);
      }),
    sendText: (call) => withRetries(call, (response) => response.body.text()),
    open: (call, idleMs) => once(call, { idleMs }),
  };
}

/** How long to wait before the next try; undefined when there should be none. */
export function retryWait(
  error: unknown,
  call: Pick<Call, 'isRepeatable'>,
  attempt: number,
  random?: () => number,
): number | undefined {
  if (!isApiError(error)) return undefined;
  // A credential may have been rotated under us: read it anew, once.
  if (error.code === 401) return attempt === 0 ? 0 : undefined;
  if (attempt + 1 >= attempts) return undefined;
  const isBusy = error.code === 429;
  const neverSent = error.reason === 'Refused';
  const isBroken =
    error.reason === 'Unreachable' || error.reason === 'Timeout' || [500, 502, 503, 504].includes(error.code);
  if (!isBusy && !neverSent && !(isBroken && call.isRepeatable)) return undefined;
  // A silent server was given its whole time already; a second silence would make a caller wait for a minute.
  if (error.reason === 'Timeout' && attempt > 0) return undefined;
  const wished = error.retryAfterMs ?? 0;
  if (wished > longestWaitMs) return undefined;
  return wished + backoffMs(attempt, random);
}

// A call that still waits for its connection hears of an abort only when connecting ends; its caller shall not wait for that.
function orAborted(
  answering: Promise<Dispatcher.ResponseData>,
  signal: AbortSignal | undefined,
): Promise<Dispatcher.ResponseData> {
  if (!signal) return answering;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      answering.then(({ body }) => body.destroy()).catch(() => undefined);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    answering.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function urlOf(server: URL, call: Call): URL {
  const url = new URL(server);
  url.pathname = `${server.pathname.replace(/\/$/, '')}${call.path}`;
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function parseJson(text: string, server: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError({
      code: 0,
      reason: 'BadAnswer',
      message: `${server} did not answer with JSON. Is it a Kubernetes API server?`,
      cause,
    });
  }
}
