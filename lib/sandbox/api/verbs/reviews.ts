import { isJsonObject, type JsonObject } from '../../store/object.ts';
import type { Api, ResourceCall } from '../context.ts';
import { type Answer, type ApiRequest, json } from '../http/request.ts';
import { readManifest } from './manifest.ts';

const USER = { username: 'admin', groups: ['system:masters', 'system:authenticated'] };

/** What each kind of review answers: whoever gets in is the administrator and may do everything. */
const STATUS: Readonly<Record<string, (spec: JsonObject) => JsonObject>> = {
  'selfsubjectaccessreviews.authorization.k8s.io': () => ({ allowed: true }),
  'subjectaccessreviews.authorization.k8s.io': () => ({ allowed: true }),
  'localsubjectaccessreviews.authorization.k8s.io': () => ({ allowed: true }),
  'selfsubjectrulesreviews.authorization.k8s.io': () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  }),
  'selfsubjectreviews.authentication.k8s.io': () => ({ userInfo: USER }),
  'tokenreviews.authentication.k8s.io': (spec) => {
    const audiences = Array.isArray(spec.audiences) ? { audiences: spec.audiences } : {};
    return { authenticated: true, user: USER, ...audiences };
  },
};

/** Is this a kind that is asked and answered but never stored? */
export function isReview(id: string): boolean {
  return STATUS[id] !== undefined;
}

/** POST of a review: the same object with the answer as its status. */
export function createReview(api: Api, call: ResourceCall, request: ApiRequest): Answer {
  const { object, warnings } = readManifest(api, call.resource, request);
  const spec = isJsonObject(object.spec) ? object.spec : {};
  const namespace = call.namespace === undefined ? {} : { namespace: call.namespace };
  const metadata = { ...object.metadata, ...namespace };
  return json({ ...object, metadata, status: STATUS[call.resource.id]?.(spec) ?? {} }, 201, warnings);
}
