import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { messageOf } from '../errors.ts';
import { isPrivateAddress } from './private-address.ts';

/** One call to an address that a user named. */
export interface OutboundRequest {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** An outcome, not an exception: who asks decides what may be tried again. */
export type OutboundAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Where the answer came from, after redirects. */
      readonly url: string;
    }
  /** The address is not allowed, or the answer broke a bound: trying again cannot help. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing was sent: the host is unknown or does not listen. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** It may have been received: no whole answer came in time. */
  | { readonly kind: 'timeout'; readonly reason: string };

export interface OutboundLimits {
  readonly connectMs: number;
  /** For the whole call, redirects and body included. */
  readonly totalMs: number;
  readonly bodyBytes: number;
  readonly redirects: number;
}

const defaults: OutboundLimits = {
  connectMs: 15_000,
  totalMs: 30_000,
  bodyBytes: 2 * 1024 * 1024,
  redirects: 5,
};

/**
 * HTTP to places that users name. Every address is checked when the name is resolved, for the very connection that is
 * then opened, so neither a redirect nor a second answer of the name server leads inside. Bounded in time and size.
 *
 * @param allowedHosts names (or addresses) that may be private all the same, as the operator set them
 */
export function createOutbound(
  options: {
    allowedHosts?: readonly string[];
    limits?: Partial<OutboundLimits>;
    resolve?: LookupFunction;
  } = {},
): { readonly request: (input: OutboundRequest) => Promise<OutboundAnswer> } {
  const limits = { ...defaults, ...options.limits };
  const allowed = new Set((options.allowedHosts ?? []).map((host) => host.toLowerCase()));
  const resolve: LookupFunction = options.resolve ?? ((host, how, done) => systemLookup(host, how, done));
  const agent = new Agent({
    connect: { timeout: limits.connectMs, lookup: checkedLookup(resolve, allowed) },
    headersTimeout: limits.totalMs,
    bodyTimeout: limits.totalMs,
    maxRedirections: 0,
  } as Agent.Options);
  return { request: (input) => call(input, agent, allowed, limits) };
}

class RefusedAddress extends Error {}

function checkedLookup(resolve: LookupFunction, allowed: ReadonlySet<string>): LookupFunction {
  return (host, how, done) => {
    resolve(host, { ...how, all: true }, (error, addresses) => {
      if (error) return done(error, [], 0);
      const list = (Array.isArray(addresses) ? addresses : []) as LookupAddress[];
      const open = allowed.has(host.toLowerCase())
        ? list
        : list.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (!first) return done(new RefusedAddress(`${host} leads to a private address.`), [], 0);
      if (how.all) return done(null, open);
      return done(null, first.address, first.family);
    });
  };
}

async function call(
  input: OutboundRequest,
  agent: Agent,
  allowed: ReadonlySet<string>,
  limits: OutboundLimits,
): Promise<OutboundAnswer> {
  const deadline = AbortSignal.timeout(limits.totalMs);
  const signal = input.signal ? AbortSignal.any([input.signal, deadline]) : deadline;
  let { url, method, body } = input;
  let headers = input.headers ?? {};
  try {
    for (let hop = 0; hop <= limits.redirects; hop += 1) {
      const fault = faultOf(url, allowed);
      if (fault) return { kind: 'refused', reason: fault };
      const answer = await request(url, {
        dispatcher: agent,
        method: method.toUpperCase() as 'GET',
        headers: plainHeaders(headers),
        signal,
        ...(body === undefined ? {} : { body }),
      });
      const location = answer.headers.location;
      const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string';
      if (!isRedirect) return await readAnswer(answer, url, limits);
      await answer.body.dump();
      const next = new URL(location, url);
      // Secrets in headers belong to the host they were meant for.
      if (next.origin !== new URL(url).origin) headers = withoutSecrets(headers);
      if (answer.statusCode === 303 || (answer.statusCode < 307 && method.toUpperCase() === 'POST')) {
        method = 'GET';
        body = undefined;
      }
      url = next.href;
    }
    return { kind: 'refused', reason: `${input.url} redirects more than ${limits.redirects} times.` };
  } catch (error) {
    return outcomeOf(error, url, deadline);
  }
}

/** What is wrong with the address itself; undefined when its host may be resolved. */
function faultOf(text: string, allowed: ReadonlySet<string>): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return `"${text.slice(0, 200)}" is not an address.`;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `Only http and https are allowed, not ${url.protocol}`;
  if (url.username !== '' || url.password !== '')
    return 'An address with a user name or password in it is not allowed.';
  const host = url.hostname.toLowerCase();
  const isLiteral = host.startsWith('[') || /^[\d.]+$/.test(host);
  if (isLiteral && !allowed.has(host) && isPrivateAddress(host)) return `${host} is a private address.`;
  return undefined;
}

async function readAnswer(
  answer: Awaited<ReturnType<typeof request>>,
  url: string,
  limits: OutboundLimits,
): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    size += part.length;
    if (size > limits.bodyBytes) {
      answer.body.destroy();
      const limit = Math.round(limits.bodyBytes / 1024);
      return { kind: 'refused', reason: `The answer of ${url} is larger than ${limit} KiB.` };
    }
    chunks.push(part);
  }
  return {
    kind: 'answer',
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
    url,
  };
}

const neverSent = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function outcomeOf(error: unknown, url: string, deadline: AbortSignal): OutboundAnswer {
  if (error instanceof RefusedAddress) return { kind: 'refused', reason: error.message };
  if (deadline.aborted) return { kind: 'timeout', reason: `${url} did not answer in time.` };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = `${url}: ${messageOf(error)}`;
  return neverSent.has(code) ? { kind: 'unreachable', reason } : { kind: 'timeout', reason };
}

function plainHeaders(headers: OutboundRequest['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...value],
    ]),
  );
}

function withoutSecrets(
  headers: NonNullable<OutboundRequest['headers']>,
): NonNullable<OutboundRequest['headers']> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(authorization|cookie|x-.*(token|key|secret).*)$/i.test(name),
    ),
  );
}
