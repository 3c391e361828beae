import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { wireTime } from '../../store/store.ts';
import { ADMINISTRATOR, type Identity } from '../auth/identity.ts';
import { attemptOf, mayDo, rulesFor } from '../auth/rbac.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readManifest } from './manifest.ts';

type Review = (api: Api, spec: JsonObject, identity: Identity) => JsonObject;

function access(api: Api, spec: unknown, identity: Identity): JsonObject {
  const attributes = at(spec, 'resourceAttributes');
  const isAdministrator = identity.groups.includes('system:masters');
  return {
    allowed: isAdministrator || (isJsonObject(attributes) && mayDo(api, identity, attemptOf(attributes))),
  };
}

function subjectOf(spec: JsonObject): Identity {
  return { username: textAt(spec, 'user'), groups: listAt(spec, 'groups').map(String) };
}

const DISCOVERY = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];
const PUBLIC = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

function rules(api: Api, spec: JsonObject, identity: Identity): JsonObject {
  const isAdministrator = identity.groups.includes('system:masters');
  return {
    resourceRules: rulesFor(api, identity, textAt(spec, 'namespace') || undefined),
    nonResourceRules: [
      ...(isAdministrator ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
      { verbs: ['get'], nonResourceURLs: PUBLIC },
      { verbs: ['get'], nonResourceURLs: DISCOVERY },
    ],
    incomplete: false,
  };
}

// Kinds that are asked and answered and never stored.
const REVIEWS: Readonly<Record<string, Review>> = {
  'selfsubjectaccessreviews.authorization.k8s.io': access,
  'subjectaccessreviews.authorization.k8s.io': (api, spec) => access(api, spec, subjectOf(spec)),
  'localsubjectaccessreviews.authorization.k8s.io': (api, spec) => access(api, spec, subjectOf(spec)),
  'selfsubjectrulesreviews.authorization.k8s.io': rules,
  'selfsubjectreviews.authentication.k8s.io': (_, __, { username, groups }) => ({
    userInfo: { username, groups },
  }),
  'tokenreviews.authentication.k8s.io': (_, spec) => {
    const audiences = Array.isArray(spec.audiences) ? { audiences: spec.audiences } : {};
    const { username, groups } = ADMINISTRATOR;
    return { authenticated: true, user: { username, groups }, ...audiences };
  },
};

/** Is this a kind that is asked and answered but never stored? */
export function isReview(id: string): boolean {
  return REVIEWS[id] !== undefined;
}

/** POST of a review: the same object with the answer as its status. */
export function createReview(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { object, warnings } = readManifest(api, call.resource, request);
  const namespace = call.namespace === undefined ? {} : { namespace: call.namespace };
  const isSelf = call.resource.id === 'selfsubjectreviews.authentication.k8s.io';
  const creationTimestamp = isSelf ? { creationTimestamp: wireTime(api.store.now()) } : {};
  const metadata = { ...object.metadata, ...namespace, ...creationTimestamp };
  const status = REVIEWS[call.resource.id]?.(api, objectAt(object, 'spec'), request.identity) ?? {};
  return json({ ...object, metadata, status }, 201, warnings);
}
