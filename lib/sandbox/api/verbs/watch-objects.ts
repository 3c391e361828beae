import type { ServerResponse } from 'node:http';
import { apiVersionOf } from '../../kinds/catalogue.ts';
import type { JsonObject, KubernetesObject } from '../../store/object.ts';
import { expired, type StatusError, unexplained } from '../../store/status-error.ts';
import type { StoreEvent } from '../../store/store.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, flag } from '../http/request.ts';
import { viewOf } from '../views/accept.ts';
import { presentObject } from '../views/present.ts';
import { checkListOptions } from './list-options.ts';
import { readSelection, type Selection } from './selection.ts';

// A watch: first what the client asked to begin with (everything there is, or the past since a version), then each change as
// it is committed, until the client leaves, its time is up, or the server stops. Store events are told synchronously, so nothing can fall
// between the beginning and the rest.

interface Told {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubernetesObject;
}

const BOOKMARK_EVERY_MS = 30_000;
const DEFAULT_TIMEOUT_SECONDS = 1800;

/** What an event means to a watcher that sees part of the objects: coming into sight is an addition, leaving it a deletion. */
function told({ type, object, previous }: StoreEvent, selection: Selection): Told | undefined {
  const sees = selection.matches(object);
  const saw = previous !== undefined && selection.matches(previous);
  if (type === 'DELETED') return saw || sees ? { type, object } : undefined;
  if (sees) return { type: saw ? 'MODIFIED' : 'ADDED', object };
  if (!saw || previous === undefined) return undefined;
  // The last state the watcher may see, under the version at which it went out of sight.
  const { resourceVersion } = object.metadata;
  return { type: 'DELETED', object: { ...previous, metadata: { ...previous.metadata, resourceVersion } } };
}

function tooOld(asked: number, current: string): StatusError {
  return expired(`too old resource version: ${asked} (${current})`);
}

/** Where a watch begins: the events to tell first, or why it cannot. */
function beginning(
  api: Api,
  call: ResourceCall,
  selection: Selection,
  query: URLSearchParams,
): { first: readonly Told[] } | { error: StatusError } {
  const { id } = call.resource.storage;
  const asked = Number(query.get('resourceVersion') ?? 0);
  if (asked === 0 || flag(query, 'sendInitialEvents')) {
    if (query.get('sendInitialEvents') === 'false') return { first: [] };
    const place = selection.namespace === undefined ? {} : { namespace: selection.namespace };
    const present = api.store.list(id, { ...place, matches: selection.matches });
    return { first: present.map((object) => ({ type: 'ADDED', object })) };
  }
  const past = api.store.history.since(asked, id);
  if (past === undefined) return { error: tooOld(asked, api.store.resourceVersion()) };
  return { first: past.flatMap((event) => told(event, selection) ?? []) };
}

function checkVersion(query: URLSearchParams): void {
  const text = query.get('resourceVersion') ?? '';
  if (text === '' || /^\d+$/.test(text)) return;
  const shown = JSON.stringify(text);
  throw unexplained(
    `resourceVersion: Invalid value: ${shown}: strconv.ParseUint: parsing ${shown}: invalid syntax`,
  );
}

/** GET with `watch=true`. */
export function watchObjects(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { resource } = call;
  const { query } = request;
  checkListOptions(query);
  checkVersion(query);
  const view = viewOf(request, resource);
  const selection = readSelection(resource, call, query);
  const seconds = Number(query.get('timeoutSeconds') ?? 0) || DEFAULT_TIMEOUT_SECONDS;
  let columnsSent = false;

  const body = (object: KubernetesObject): unknown => {
    const shown = presentObject(object, { resource, catalogue: api.catalogue, view, now: api.store.now() });
    if (view.kind !== 'table') return shown;
    const table = shown as JsonObject;
    const row = columnsSent ? { ...table, columnDefinitions: null } : table;
    columnsSent = true;
    return row;
  };
  const bookmark = (initialEnd: boolean): unknown => {
    const annotations = initialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
    const metadata = { resourceVersion: api.store.resourceVersion(), ...annotations };
    const apiVersion = apiVersionOf(resource.group, resource.version);
    return view.kind === 'table'
      ? { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: null, rows: [] }
      : { kind: resource.kind, apiVersion, metadata };
  };

  const write = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    response.flushHeaders();
    const send = (type: string, object: unknown) =>
      void response.write(`${JSON.stringify({ type, object })}\n`);
    const start = beginning(api, call, selection, query);
    if ('error' in start) {
      send('ERROR', start.error.status);
      response.end();
      return;
    }
    for (const { type, object } of start.first) send(type, body(object));
    const bookmarks = flag(query, 'allowWatchBookmarks');
    if (bookmarks && flag(query, 'sendInitialEvents')) send('BOOKMARK', bookmark(true));

    const unwatch = api.store.watch(resource.storage.id, (event) => {
      const seen = told(event, selection);
      if (seen !== undefined) send(seen.type, body(seen.object));
    });
    const end = () => {
      unwatch();
      clearTimeout(timeout);
      clearInterval(heartbeat);
      api.stopped.removeEventListener('abort', end);
      response.end();
    };
    const timeout = setTimeout(end, seconds * 1000);
    const heartbeat = setInterval(() => {
      if (bookmarks) send('BOOKMARK', bookmark(false));
    }, BOOKMARK_EVERY_MS);
    api.stopped.addEventListener('abort', end);
    response.on('close', end);
  };
  return { kind: 'stream', write };
}
