import type { IncomingMessage, ServerResponse } from 'node:http';
import { StatusError } from '../../store/status-error.ts';
import { readToken } from '../authorization/tokens.ts';
import { ADMINISTRATOR, type ApiUser, bearerToken, impersonated } from '../authorization/user.ts';

/** A request as the verbs see it: parsed once, body read. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The address the client reached the server by. */
  readonly host: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  /** Who asks: whom the caller impersonates, else whom their token names, else the administrator. */
  readonly user: ApiUser;
  /** Who asks, before any impersonation. */
  readonly caller: ApiUser;
  readonly body: Buffer;
}

/** What a verb answers: a JSON document, text, or a stream it writes itself. */
export type Answer =
  | {
      readonly kind: 'json';
      readonly code: number;
      readonly body: unknown;
      readonly warnings?: readonly string[];
      readonly contentType?: string;
      readonly isIndented?: boolean;
    }
  | { readonly kind: 'text'; readonly code: number; readonly text: string }
  | { readonly kind: 'stream'; readonly write: (response: ServerResponse) => void };

export function json(body: unknown, code = 200, warnings?: readonly string[]): Answer {
  return { kind: 'json', code, body, ...(warnings === undefined ? {} : { warnings }) };
}

/** The same answer for people's eyes. */
export function indented(answer: Answer): Answer {
  return answer.kind === 'json' ? { ...answer, isIndented: true } : answer;
}

export function text(body: string, code = 200): Answer {
  return { kind: 'text', code, text: body };
}

const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** Reads a request whole. @throws StatusError when the body passes the API server's 3 MiB. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const token = bearerToken(message.headers);
  const caller = (token === undefined ? undefined : readToken(token, new Date())) ?? ADMINISTRATOR;
  const url = new URL(message.url ?? '/', 'http://sandbox');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${MAX_BODY_BYTES}`,
      );
    }
    chunks.push(chunk as Buffer);
  }
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    host: message.headers.host ?? '',
    query: url.searchParams,
    accept: message.headers.accept ?? '*/*',
    contentType: (message.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
    userAgent: message.headers['user-agent'] ?? '',
    user: impersonated(message.headersDistinct) ?? caller,
    caller,
    body: Buffer.concat(chunks),
  };
}

/** A boolean parameter: present and not `false` or `0`. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== 'false' && value !== '0';
}
