import { isJsonObject } from '../../store/object.ts';
import { objectAt, textAt } from '../../store/read-json.ts';
import { notFound } from '../../store/status-error.ts';
import { issueToken } from '../authorization/tokens.ts';
import { json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import { invalid, invalidValue } from '../validation/invalid.ts';
import type { Verb } from './dispatch.ts';
import { liveObject } from './read-object.ts';

const DEFAULT_SECONDS = 3600;
const LEAST_SECONDS = 600;
/** What a token may be bound to, beside nodes, which have no namespace. */
const BOUND: Readonly<Record<string, string>> = { Pod: 'pods', Secret: 'secrets' };

/** POST of a TokenRequest to a service account. */
export const createToken: Verb = (api, call, request) => {
  const { uid = '', name, namespace = '' } = liveObject(api, call).metadata;
  const { value } = readBody(request);
  const spec = isJsonObject(value.spec) ? value.spec : {};
  const seconds = typeof spec.expirationSeconds === 'number' ? spec.expirationSeconds : DEFAULT_SECONDS;
  if (seconds < LEAST_SECONDS) {
    throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', [
      invalidValue('spec.expirationSeconds', seconds, 'may not specify a duration less than 10 minutes'),
    ]);
  }
  const bound = objectAt(spec, 'boundObjectRef');
  const kind = BOUND[textAt(bound, 'kind')];
  const boundName = textAt(bound, 'name');
  if (kind !== undefined && api.store.get(kind, namespace, boundName) === undefined)
    throw notFound(kind, boundName);
  const audiences = Array.isArray(spec.audiences) ? spec.audiences.map(String) : [];
  const issuedAt = api.store.now();
  const expiresAt = new Date(issuedAt.getTime() + seconds * 1000);
  const token = issueToken({ namespace, name, uid, audiences, issuedAt, expiresAt });
  const expirationTimestamp = `${expiresAt.toISOString().slice(0, 19)}Z`;
  return json(
    {
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name, namespace },
      spec: { audiences, expirationSeconds: seconds, boundObjectRef: null },
      status: { token, expirationTimestamp },
    },
    201,
  );
};
