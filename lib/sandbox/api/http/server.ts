import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { recorded } from '../../kinds/recorded.ts';
import { StatusError } from '../../store/status-error.ts';
import { authorize } from '../authorization/authorize.ts';
import type { Api } from '../context.ts';
import { dispatch } from '../verbs/dispatch.ts';
import { discover, discoverGroup, discoverResources } from './discovery.ts';
import { jsonParts } from './json-parts.ts';
import { modernWatch } from './legacy-watch.ts';
import { openApiDocument, openApiIndex, openApiV2 } from './openapi.ts';
import { type Answer, type ApiRequest, flag, indented, json, readRequest, text } from './request.ts';
import { route, unknownPath } from './route.ts';

const HEALTH = ['/healthz', '/livez', '/readyz'];

function rootPaths(api: Api): Answer {
  const groups = api.catalogue
    .groups()
    .flatMap(({ metadata, versions }) => [
      `/apis/${metadata.name}`,
      ...versions.map(({ version }) => `/apis/${metadata.name}/${version}`),
    ]);
  const fixed = [
    '/api',
    '/api/v1',
    '/apis',
    '/apis/',
    '/healthz',
    '/livez',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ];
  return json({ paths: [...fixed, ...groups].sort() });
}

function metrics(api: Api): Answer {
  const lines = api.store
    .resources()
    .map(
      (resource) => `apiserver_resource_objects{resource="${resource}"} ${api.store.list(resource).length}`,
    );
  return text(`# TYPE apiserver_resource_objects gauge\n${lines.join('\n')}\n`);
}

async function answer(api: Api, received: ApiRequest): Promise<Answer> {
  const { catalogue } = api;
  const request = modernWatch(catalogue, received);
  const { path } = request;
  checkImpersonation(api, request);
  const isResource = /^\/apis?\//.test(path) && route(catalogue, path).kind === 'resource';
  if (!isResource)
    authorize(api.store, request.user, { kind: 'path', verb: request.method.toLowerCase(), path });
  if (path === '/') return rootPaths(api);
  if (path === '/version' || path === '/version/') return indented(json(recorded().version));
  if (HEALTH.some((health) => path === health || path.startsWith(`${health}/`))) return text('ok');
  if (path === '/metrics') return metrics(api);
  if (path === '/openapi/v3' || path === '/openapi/v3/') return openApiIndex(catalogue);
  if (path.startsWith('/openapi/v3/')) return openApiDocument(catalogue, path);
  if (path === '/openapi/v2') return openApiV2(catalogue, request);
  if (!/^\/apis?(\/|$)/.test(path)) throw unknownPath();
  const target = route(catalogue, path);
  switch (target.kind) {
    case 'group-list':
      return discover(catalogue, request);
    case 'group':
      return discoverGroup(catalogue, target.group);
    case 'resource-list':
      return discoverResources(catalogue, target.group, target.version);
    case 'resource':
      return dispatch(api, target, request);
    default:
      return target satisfies never;
  }
}

function checkImpersonation({ store }: Api, { user, caller }: ApiRequest): void {
  if (user === caller) return;
  const attempt = {
    kind: 'resource',
    verb: 'impersonate',
    group: '',
    resource: 'users',
    name: user.name,
  } as const;
  authorize(store, caller, attempt);
}

/** Turns anything thrown into a Status: refusals as they are, faults of ours into a 500 without inner text. */
function refusal(error: unknown): Answer {
  if (error instanceof StatusError) return json(error.status, error.code, error.warnings);
  process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
  return json(
    new StatusError(
      500,
      'InternalError',
      'Internal error occurred: the sandbox failed to answer this request',
    ).status,
    500,
  );
}

/** A Warning header: a header line may hold no control characters. */
function warningHeader(message: string): string {
  const plain = message.replace(/[\\"]/g, '\\$&').replace(/[^\x20-\x7e]/g, ' ');
  return `299 - "${plain}"`;
}

function send(response: ServerResponse, result: Answer): void {
  switch (result.kind) {
    case 'stream':
      result.write(response);
      return;
    case 'text':
      response.writeHead(result.code, { 'content-type': 'text/plain; charset=utf-8' }).end(result.text);
      return;
    case 'json': {
      const warnings = result.warnings ?? [];
      if (warnings.length > 0) response.setHeader('warning', warnings.map(warningHeader));
      response.writeHead(result.code, {
        'content-type': result.contentType ?? 'application/json',
        'cache-control': 'no-cache, private',
      });
      // A client that leaves in the middle of a list ends the stream; there is nobody to tell.
      const parts = result.isIndented
        ? [`${JSON.stringify(result.body, null, 2)}\n`]
        : jsonParts(result.body);
      pipeline(Readable.from(parts), response).catch(() => response.destroy());
      return;
    }
    default:
      result satisfies never;
  }
}

function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Lets nobody in but programs of this machine: a web page can reach the loopback interface too, by its own name for it or
 * across origins, and says so in these headers.
 */
function checkCaller(message: IncomingMessage, token: string | undefined): void {
  const { host = '', origin, authorization } = message.headers;
  if (!LOOPBACK.test(host) || origin !== undefined || message.headers['sec-fetch-site'] !== undefined) {
    throw new StatusError(
      403,
      'Forbidden',
      'The sandbox answers programs on this machine only, not web pages',
      {},
    );
  }
  if (token !== undefined && authorization !== `Bearer ${token}`) throw unauthorized();
}

async function serve(
  api: Api,
  token: string | undefined,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    checkCaller(message, token);
    const request = await readRequest(message);
    const result = await answer(api, request);
    send(response, flag(request.query, 'pretty') ? indented(result) : result);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else send(response, refusal(error));
  }
}

/**
 * Starts the API on the loopback interface.
 * @param port 0: any free port
 */
export function listen(api: Api, port: number, token: string | undefined): Promise<Server> {
  const server = createServer((message, response) => void serve(api, token, message, response));
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
