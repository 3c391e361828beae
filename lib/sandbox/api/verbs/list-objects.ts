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

/** Where an object stands in the list: below the namespace of the path, if there is one. */
function placeOf({ metadata }: KubernetesObject, { namespace }: ResourceCall): string {
  return namespace === undefined ? keyOf(metadata.namespace, metadata.name) : `/${metadata.name}`;
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
    if (version > current) throw versionTooLarge(version, current);
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
  const isBefore = after?.startsWith('/') === false && call.namespace !== undefined;
  const start = isBefore ? `/${after}` : after;
  const rest = start === undefined ? objects : objects.filter((object) => placeOf(object, call) > start);
  const matching = selection.isSelective ? rest.filter(selection.matches) : rest;
  // What any version will do for is answered whole.
  const isAny = query.get('resourceVersion') === '0' && after === undefined;
  const limit = isAny ? 0 : Number(query.get('limit') || '0');
  const metadata = { resourceVersion: String(version) };
  const shown = matching.slice(0, limit);
  const last = shown.at(-1);
  // Whether what follows is selected is not known before it is read.
  const isAll = last === undefined || selection.isSingle || shown.length < limit || last === rest.at(-1);
  if (isAll) return { objects: limit > 0 ? shown : matching, metadata };
  const next = writeToken({ version, after: placeOf(last, call) });
  const remaining = selection.isSelective ? {} : { remainingItemCount: matching.length - limit };
  return { objects: shown, metadata: { ...metadata, continue: next, ...remaining } };
}

/** GET of a collection: all of it, or page by page over one snapshot. */
export function listObjects(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  checkListOptions(request.query);
  const view = viewOf(request, call.resource, true);
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
