import type { IncomingHttpHeaders } from 'node:http';

/** Who asks. */
export interface ApiUser {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

const AUTHENTICATED = 'system:authenticated';
const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Whoever reaches the sandbox without saying who they are. */
export const ADMINISTRATOR: ApiUser = { name: 'admin', groups: ['system:masters', AUTHENTICATED] };

/** The user that a service account is for the API. */
export function serviceAccountUser(namespace: string, name: string, uid?: string): ApiUser {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
    ...(uid === undefined ? {} : { uid }),
  };
}

/** Whom the caller wants to be taken for (`kubectl --as`, `--as-group`); undefined when they are content with themselves. */
export function impersonated(headers: NodeJS.Dict<string[]>): ApiUser | undefined {
  const name = headers['impersonate-user']?.[0];
  if (name === undefined) return undefined;
  const groups = headers['impersonate-group'] ?? [];
  const uid = headers['impersonate-uid']?.[0];
  const extra = Object.fromEntries(
    Object.entries(headers)
      .filter(([header]) => header.startsWith('impersonate-extra-'))
      .map(([header, values]) => [
        decodeURIComponent(header.slice('impersonate-extra-'.length)),
        values ?? [],
      ]),
  );
  const account = SERVICE_ACCOUNT.exec(name);
  const implied =
    account && groups.length === 0 ? serviceAccountUser(account[1] ?? '', account[2] ?? '').groups : groups;
  return {
    name,
    groups: implied.includes(AUTHENTICATED) ? implied : [...implied, AUTHENTICATED],
    ...(uid === undefined ? {} : { uid }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

/** The bearer token of a request's headers. */
export function bearerToken({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization)?.[1];
}
