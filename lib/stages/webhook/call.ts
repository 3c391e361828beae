import { STATUS_CODES } from 'node:http';
import type { StageRun } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import type { OutboundAnswer } from '#lib/platform/outbound/index.ts';
import type { Services } from '../services.ts';
import type { WebhookContext } from './schema.ts';

export type WebhookRun = StageRun<WebhookContext, Pick<Services, 'http'>>;

/** Calls an address with the stage's headers. `payload` undefined sends no body. */
export async function callOut(
  run: WebhookRun,
  target: { url: string; method: string; payload?: unknown },
): Promise<OutboundAnswer> {
  const headers = { ...run.context.customHeaders };
  const hasBody =
    target.payload !== undefined && target.payload !== null && !['GET', 'HEAD'].includes(target.method);
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  if (hasBody && !names.has('content-type')) headers['content-type'] = 'application/json';
  // The other side can tell a repeat from a second order.
  if (!names.has('idempotency-key')) headers['idempotency-key'] = run.key('call');
  const body = typeof target.payload === 'string' ? target.payload : JSON.stringify(target.payload);
  return await run.services.http.request({
    url: target.url,
    method: target.method,
    headers,
    ...(hasBody ? { body } : {}),
    signal: run.signal,
  });
}

type Answered = Extract<OutboundAnswer, { kind: 'answer' }>;

/** The answer's body: parsed where it is JSON, text otherwise. */
export function bodyOf(answer: Answered): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return answer.body;
  }
}

/** How an answer is kept in the stage's context. Large bodies are cut for people; paths read the whole. */
export function recordOf(answer: Answered): JsonObject {
  const body = bodyOf(answer);
  const words = (STATUS_CODES[answer.status] ?? String(answer.status))
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_');
  return {
    statusCode: words,
    statusCodeValue: answer.status,
    body: typeof body === 'string' ? body.slice(0, 100_000) : body,
    headers: answer.headers,
  };
}

/** Worth another try whatever the method: the server is busy or broken, or the stage says so. */
export function isRetryable(
  run: WebhookRun,
  status: number,
  codes: readonly number[] | null | undefined,
): boolean {
  const isNamed = (codes ?? []).includes(status) || run.context.retries?.[String(status)] !== undefined;
  return status >= 500 || status === 429 || isNamed;
}

/** The stage bounds tries for this status code, and they are used up. */
export function areTriesUsed(run: WebhookRun, status: number, record: JsonObject): boolean {
  const limit = run.context.retries?.[String(status)]?.maxAttempts;
  const past = Array.isArray(record.pastStatusCodes) ? record.pastStatusCodes : [];
  return limit !== undefined && past.filter((code) => code === status).length >= limit;
}

export const isOk = (status: number): boolean => status >= 200 && status < 400;

export const monitorRecordOf = (context: WebhookContext): JsonObject =>
  isObject(context.webhook.monitor) ? context.webhook.monitor : {};
