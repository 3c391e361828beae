import { isJsonObject } from '../../store/object.ts';
import { issueToken } from '../authorization/tokens.ts';
import { json } from '../http/request.ts';
import { readBody } from '../http/yaml-body.ts';
import type { Verb } from './dispatch.ts';
import { liveObject } from './read-object.ts';

const DEFAULT_SECONDS = 3600;

/** POST of a TokenRequest to a service account. */
export const createToken: Verb = (api, call, request) => {
  const { uid = '', name, namespace = '' } = liveObject(api, call).metadata;
  const { value } = readBody(request);
  const spec = isJsonObject(value.spec) ? value.spec : {};
  const seconds = typeof spec.expirationSeconds === 'number' ? spec.expirationSeconds : DEFAULT_SECONDS;
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
