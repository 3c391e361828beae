import type { KubernetesObject } from '../../store/object.ts';
import { badRequest, expired, versionTooLarge } from '../../store/status-error.ts';
import { keyOf } from '../../store/table.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { deprecations } from '../validation/validate.ts';
import { viewOf } from '../views/accept.ts';
import { presentList } from '../views/present.ts';
import { expiredToken, readToken, writeToken } from './continue-token.ts';
import { checkListOptions } from './list-options.ts';
import { readSelection } from './selection.ts';

interface Page {
  readonly objects: readonly KubernetesObject[];
  readonly metadata: Record<string, unknown>;
}

function keyOfObject({ metadata }: KubernetesObject): string {
  return keyOf(metadata.namespace, metadata.name);
}

/** All objects the list may draw from, at the version the request asks for. */
function snapshot(
  api: Api,
  call: ResourceCall,
  query: URLSearchParams,
): { objects: readonly KubernetesObject[]; version: number; after?: string } {
  const { id } = call.resource.storage;
  const live = api.store.list(id, call.namespace === undefined ? {} : { namespace: call.namespace });
  const current = Number(api.store.resourceVersion());
  const at = (version: number) => {
    const past = api.store.history.rewind(id, api.store.list(id), version);
    const { namespace } = call;
    return namespace === undefined ? past : past?.filter(({ metadata }) => metadata.namespace === namespace);
  };
  const token = query.get('continue');
  if (token !== null && token !== '') {
    const { version, after } = readToken(token);
    if (version < 0) return { objects: live, version: current, after };
    const past = at(version);
    if (past === undefined) throw expiredToken(after);
    return { objects: past, version, after };
  }
  const asked = query.get('resourceVersion') ?? '';
  if (asked !== '' && !/^\d+$/.test(asked)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(asked)}: strconv.ParseUint: parsing ${JSON.stringify(asked)}: invalid syntax`,
    );
  }
  const version = Number(asked);
  if (version > current) throw versionTooLarge(version, current);
  if (version === 0 || query.get('resourceVersionMatch') !== 'Exact')
    return { objects: live, version: current };
  const past = at(version);
  if (past === undefined) throw expired(`The resourceVersion for the provided list is too old.`);
  return { objects: past, version };
}

function page(api: Api, call: ResourceCall, query: URLSearchParams): Page {
  const selection = readSelection(call.resource, call, query);
  const { objects, version, after } = snapshot(api, call, query);
  const rest = after === undefined ? objects : objects.filter((object) => keyOfObject(object) > after);
  const matching = selection.isSelective ? rest.filter(selection.matches) : rest;
  const limit = Number(query.get('limit') || '0');
  const metadata = { resourceVersion: String(version) };
  if (limit <= 0 || matching.length <= limit) return { objects: matching, metadata };
  const shown = matching.slice(0, limit);
  const last = shown.at(-1);
  const next = last === undefined ? '' : writeToken({ version, after: keyOfObject(last) });
  const remaining = selection.isSelective ? {} : { remainingItemCount: matching.length - limit };
  return { objects: shown, metadata: { ...metadata, continue: next, ...remaining } };
}

/** GET of a collection: all of it, or page by page over one snapshot. */
export function listObjects(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  checkListOptions(request.query);
  const view = viewOf(request.accept, request.query);
  const { objects, metadata } = page(api, call, request.query);
  return json(
    presentList(objects, metadata, {
      resource: call.resource,
      catalogue: api.catalogue,
      view,
      now: api.store.now(),
    }),
    200,
    deprecations(call.resource),
  );
}
