import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isJsonObject } from '../../store/object.ts';
import { type ApiUser, serviceAccountUser } from './user.ts';

const key = randomBytes(32);
const ISSUER = 'https://kubernetes.default.svc';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

export interface ServiceAccountToken {
  namespace: string;
  name: string;
  uid: string;
  audiences: readonly string[];
  issuedAt: Date;
  expiresAt: Date;
}

/** A token by which a service account is known to this process; it is worth nothing after a restart. */
export function issueToken({
  namespace,
  name,
  uid,
  audiences,
  issuedAt,
  expiresAt,
}: ServiceAccountToken): string {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  const claims = {
    aud: audiences.length > 0 ? audiences : [ISSUER],
    exp: seconds(expiresAt),
    iat: seconds(issuedAt),
    iss: ISSUER,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    nbf: seconds(issuedAt),
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${signature(text)}`;
}

/** The service account whom a token of ours belongs to; undefined for any other and for one that is too old. */
export function readToken(token: string, now: Date): ApiUser | undefined {
  const [header = '', payload = '', given = ''] = token.split('.');
  const own = Buffer.from(signature(`${header}.${payload}`));
  const theirs = Buffer.from(given);
  if (own.length !== theirs.length || !timingSafeEqual(own, theirs)) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!isJsonObject(claims) || Number(claims.exp) * 1000 < now.getTime()) return undefined;
  const [, , namespace = '', name = ''] = String(claims.sub).split(':');
  return serviceAccountUser(namespace, name);
}
