import { messageOf } from '#lib/platform/errors.ts';
import { isFields } from '../manifests/object.ts';
import { listAt, numberAt, textAt } from '../manifests/readers.ts';
import { ApiError, isApiError } from './api-error.ts';

/** A refusal made of the `Status` object the API server sent, or of whatever else a proxy in between answered. */
export function refusal(code: number, body: string, retryAfter?: string | undefined): ApiError {
  const retryAfterMs = retryAfterMsOf(retryAfter);
  const status = parseStatus(body);
  if (!status) {
    const words = body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 300);
    return new ApiError({
      code,
      reason: 'BadAnswer',
      message: words
        ? `The cluster answered ${code}: ${words}`
        : `The cluster answered ${code} without a message.`,
      retryAfterMs,
    });
  }
  return statusError(status, code, retryAfterMs);
}

/** The error that a `Status` object tells of, as an answer or in the middle of a watch. */
export function statusError(status: unknown, code?: number, retryAfterMs?: number | undefined): ApiError {
  const seconds = numberAt(status, 'details', 'retryAfterSeconds');
  return new ApiError({
    code: numberAt(status, 'code') ?? code ?? 500,
    reason: textAt(status, 'reason') ?? 'Unknown',
    message: textAt(status, 'message') ?? `The cluster answered ${code ?? 'with an error'}.`,
    causes: listAt(status, 'details', 'causes').map((cause) => ({
      reason: textAt(cause, 'reason'),
      field: textAt(cause, 'field'),
      message: textAt(cause, 'message') ?? '',
    })),
    retryAfterMs: retryAfterMs ?? (seconds === undefined ? undefined : seconds * 1000),
  });
}

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_SIGNATURE_FAILURE',
]);

/** Turns what the network threw into a sentence. `server` is the address that was called. */
export function failure(error: unknown, server: string, signal?: AbortSignal | undefined): ApiError {
  if (isApiError(error)) return error;
  const root = rootOf(error);
  const code = codeOf(root) ?? codeOf(error) ?? '';
  const made = (reason: string, message: string) => new ApiError({ code: 0, reason, message, cause: error });
  if (signal?.aborted) return made('Aborted', 'The call was given up because its caller was stopped.');
  if (certificateCodes.has(code)) {
    return made(
      'BadCertificate',
      `The certificate of ${server} is not trusted (${messageOf(root)}). Put the cluster's CA into the kubeconfig.`,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return made('Unreachable', `The host of ${server} is not known (${code}).`);
  if (code === 'ECONNREFUSED') return made('Refused', `Nothing answers at ${server} (connection refused).`);
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return made('Unreachable', `${server} cannot be reached (no connection within 10 s).`);
  if (code === 'UND_ERR_HEADERS_TIMEOUT')
    return made('Timeout', `${server} took the call but did not answer in time.`);
  if (code === 'UND_ERR_BODY_TIMEOUT')
    return made('Timeout', `${server} fell silent in the middle of an answer.`);
  return made('Unreachable', `The connection to ${server} failed: ${messageOf(root) || code || 'closed'}.`);
}

function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== undefined; depth += 1) {
    current = current.cause;
  }
  if (current instanceof AggregateError && current.errors.length > 0) return current.errors[0];
  return current;
}

function codeOf(error: unknown): string | undefined {
  return textAt(error, 'code');
}

function retryAfterMsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function parseStatus(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isFields(parsed) && parsed.kind === 'Status' ? parsed : undefined;
  } catch {
    return undefined;
  }
}
