import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { objectAt, textAt } from '../../store/read-json.ts';
import { wireTime } from '../../store/store.ts';
import { type Attempt, isAllowed } from '../authorization/authorize.ts';
import { rulesFor } from '../authorization/rules.ts';
import { readToken } from '../authorization/tokens.ts';
import type { ApiUser } from '../authorization/user.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { type FieldFault, invalid, invalidValue } from '../validation/invalid.ts';
import { readManifest } from './manifest.ts';

type Review = (api: Api, user: ApiUser, spec: JsonObject) => JsonObject;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function attemptOf(spec: JsonObject): Attempt {
  const { resourceAttributes: on, nonResourceAttributes: path } = spec;
  if (isJsonObject(path)) return { kind: 'path', verb: textAt(path, 'verb'), path: textAt(path, 'path') };
  const subresource = textAt(on, 'subresource');
  const plural = textAt(on, 'resource');
  const namespace = textAt(on, 'namespace');
  const name = textAt(on, 'name');
  return {
    kind: 'resource',
    verb: textAt(on, 'verb'),
    group: textAt(on, 'group'),
    resource: subresource === '' ? plural : `${plural}/${subresource}`,
    ...(namespace === '' ? {} : { namespace }),
    ...(name === '' ? {} : { name }),
  };
}

function userInfo({ name, groups, uid, extra }: ApiUser): JsonObject {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  };
}

const reviewSelf: Review = ({ store }, user, spec) => ({ allowed: isAllowed(store, user, attemptOf(spec)) });

const reviewOther: Review = ({ store }, _, spec) => {
  const subject = { name: textAt(spec, 'user'), groups: texts(spec.groups) };
  return { allowed: isAllowed(store, subject, attemptOf(spec)) };
};

const filled = (list: readonly string[] | undefined) => list !== undefined && list.length > 0;

const reviewRules: Review = ({ store }, user, spec) => {
  const rules = rulesFor(store, user, textAt(spec, 'namespace') || undefined);
  return {
    resourceRules: rules
      .filter(({ resources }) => filled(resources))
      .map(({ nonResourceURLs: _, resourceNames, ...rule }) =>
        filled(resourceNames) ? { ...rule, resourceNames } : rule,
      ),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => filled(nonResourceURLs))
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
};

const reviewToken: Review = ({ store }, _, spec) => {
  const audiences = Array.isArray(spec.audiences) ? { audiences: spec.audiences } : {};
  const known = readToken(textAt(spec, 'token'), store.now());
  if (known === undefined) return { error: 'invalid bearer token', user: {} };
  return { authenticated: true, user: userInfo(known), ...audiences };
};

// Kinds that are asked and answered and never stored.
const REVIEWS: Readonly<Record<string, Review>> = {
  'selfsubjectaccessreviews.authorization.k8s.io': reviewSelf,
  'subjectaccessreviews.authorization.k8s.io': reviewOther,
  'localsubjectaccessreviews.authorization.k8s.io': reviewOther,
  'selfsubjectrulesreviews.authorization.k8s.io': reviewRules,
  'selfsubjectreviews.authentication.k8s.io': (_, user) => ({ userInfo: userInfo(user) }),
  'tokenreviews.authentication.k8s.io': reviewToken,
};

/** Is this a kind that is asked and answered but never stored? */
export function isReview(id: string): boolean {
  return REVIEWS[id] !== undefined;
}

/** What is wrong with a question about rights. */
function questionFaults(call: ResourceCall, spec: JsonObject): FieldFault[] {
  const { id } = call.resource;
  if (!id.includes('accessreviews.')) return [];
  const { resourceAttributes: on, nonResourceAttributes: path } = spec;
  const faults: FieldFault[] = [];
  const one = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
  if (isJsonObject(on) && isJsonObject(path)) {
    const shown = { Path: textAt(path, 'path'), Verb: textAt(path, 'verb') };
    faults.push(invalidValue('spec', shown, one));
  }
  if (!isJsonObject(on) && !isJsonObject(path)) faults.push(invalidValue('spec', null, one));
  const isSelf = id.startsWith('self');
  if (!isSelf && textAt(spec, 'user') === '' && texts(spec.groups).length === 0)
    faults.push(invalidValue('spec.user', '', 'at least one of user or group must be specified'));
  const asked = textAt(on, 'namespace');
  if (id.startsWith('local') && isJsonObject(on) && asked !== call.namespace)
    faults.push(invalidValue('spec.resourceAttributes.namespace', asked, 'must match metadata.namespace'));
  return faults;
}

/** POST of a review: the same object with the answer as its status. */
export function createReview(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { object, warnings } = readManifest(api, call.resource, request);
  const faults = questionFaults(call, objectAt(object, 'spec'));
  if (faults.length > 0) throw invalid({ group: call.resource.group, kind: '' }, '', faults);
  const namespace = call.namespace === undefined ? {} : { namespace: call.namespace };
  const isSelf = call.resource.id === 'selfsubjectreviews.authentication.k8s.io';
  const creationTimestamp = isSelf ? { creationTimestamp: wireTime(api.store.now()) } : {};
  const metadata = { ...object.metadata, ...namespace, ...creationTimestamp };
  const status = REVIEWS[call.resource.id]?.(api, request.user, objectAt(object, 'spec')) ?? {};
  return json({ ...object, metadata, status }, 201, warnings);
}
