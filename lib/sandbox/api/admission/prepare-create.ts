import { arrange } from '../../kinds/arrange.ts';
import { parseApiVersion, type ServedResource } from '../../kinds/catalogue.ts';
import { conform } from '../../kinds/conform.ts';
import { generateName } from '../../store/names.ts';
import { type DraftObject, isJsonObject, type JsonObject } from '../../store/object.ts';
import type { Api } from '../context.ts';
import { applyDefaults } from '../defaults/defaults.ts';
import { applySchemaDefaults } from '../defaults/schema-defaults.ts';
import { validateCreate } from '../validation/validate.ts';
import { admitPod } from './admit-pod.ts';
import { allocateService } from './allocate-service.ts';
import { initialState } from './initial-state.ts';
import { checkLimits, fillLimits } from './limit-range.ts';
import { checkNamespace } from './namespace-lifecycle.ts';
import { checkQuota } from './quota.ts';
import { shareParts } from './share-parts.ts';

/** An object as it may be stored, and what the server has to say about it. */
export interface Prepared<T extends DraftObject> {
  readonly object: T;
  /** The object before admission added to it: what its author is said to manage. */
  readonly authored: T;
  readonly warnings: readonly string[];
}

/** A draft of our own, read as the stored type of its resource: what follows may write into it. */
export function ownDraft(api: Api, resource: ServedResource, draft: DraftObject): JsonObject {
  const stored = api.catalogue.stored(resource.storage.id) ?? resource;
  const type = api.catalogue.typeOf(stored);
  const { apiVersion, kind } = draft;
  const value =
    type === undefined ? structuredClone(draft) : conform(type, draft, stored.custom !== undefined).value;
  const own: JsonObject = isJsonObject(value) ? value : {};
  own.apiVersion = apiVersion;
  own.kind = kind;
  own.metadata = isJsonObject(own.metadata) ? { ...own.metadata } : {};
  if (stored.custom !== undefined && type !== undefined) applySchemaDefaults(type, own);
  else applyDefaults(resource.storage.id, own);
  return own;
}

/** A finished draft as an object again: it has been read as its type, so it has metadata. */
export function asDraft(own: JsonObject): DraftObject {
  return own as unknown as DraftObject;
}

/** The draft with its fields in the server's own order. Those of custom resources are their author's. */
export function arranged(api: Api, resource: ServedResource, own: JsonObject): JsonObject {
  if (resource.custom !== undefined) return own;
  const stored = api.catalogue.stored(resource.storage.id) ?? resource;
  const value = arrange(api.catalogue.typeOf(stored), own);
  return isJsonObject(value) ? value : own;
}

/** A draft that asks to be named gets its name before anything else looks at it. */
function withName(draft: DraftObject): DraftObject {
  const { name, generateName: prefix } = draft.metadata;
  if ((name !== undefined && name !== '') || prefix === undefined || prefix === '') return draft;
  return { ...draft, metadata: { ...draft.metadata, name: generateName(prefix) } };
}

/**
 * Puts a new object (in stored shape) through what the real server does before it stores one: defaults, the state it
 * begins in, admission, validation, quota.
 * @throws StatusError when it is refused
 */
export function prepareCreate(
  api: Api,
  resource: ServedResource,
  draft: DraftObject,
  dryRun = false,
): Prepared<DraftObject> {
  const own = ownDraft(api, resource, withName(draft));
  const { group } = parseApiVersion(resource.storage.apiVersion);
  const authored = asDraft(structuredClone(own));
  initialState(api, resource, own);
  checkNamespace(api, resource, asDraft(own));
  const isPod = resource.storage.id === 'pods';
  if (isPod) {
    fillLimits(api, own);
    admitPod(api, own);
  }
  if (resource.storage.id === 'services') allocateService(api, own, undefined, dryRun);
  const warnings = validateCreate(api, { ...resource, group }, asDraft(own));
  checkLimits(api, resource.storage.id, own);
  checkQuota(api, resource, asDraft(own));
  const object = arranged(api, resource, own);
  if (isPod) shareParts(object);
  return { object: asDraft(object), authored, warnings };
}
