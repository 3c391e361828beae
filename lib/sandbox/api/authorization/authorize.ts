import type { ObjectStore } from '../../store/contract.ts';
import { StatusError } from '../../store/status-error.ts';
import { type PolicyRule, rulesFor } from './rules.ts';
import type { ApiUser } from './user.ts';

/** One thing that somebody wants to do. */
export type Attempt =
  | {
      readonly kind: 'resource';
      readonly verb: string;
      readonly group: string;
      /** Plural; with the subresource behind a slash. */
      readonly resource: string;
      readonly namespace?: string;
      readonly name?: string;
    }
  | { readonly kind: 'path'; readonly verb: string; readonly path: string };

const has = (list: readonly string[] | undefined, value: string) =>
  list !== undefined && (list.includes(value) || list.includes('*'));

function coversResource(rule: PolicyRule, resource: string): boolean {
  const subresource = resource.split('/')[1];
  return (
    has(rule.resources, resource) || (subresource !== undefined && has(rule.resources, `*/${subresource}`))
  );
}

/** Whether one rule allows the attempt. */
export function covers(rule: PolicyRule, attempt: Attempt): boolean {
  if (!has(rule.verbs, attempt.verb)) return false;
  if (attempt.kind === 'path') {
    return (rule.nonResourceURLs ?? []).some(
      (url) =>
        url === '*' ||
        url === attempt.path ||
        (url.endsWith('*') && attempt.path.startsWith(url.slice(0, -1))),
    );
  }
  const names = rule.resourceNames ?? [];
  return (
    has(rule.apiGroups, attempt.group) &&
    coversResource(rule, attempt.resource) &&
    (names.length === 0 || (attempt.name !== undefined && names.includes(attempt.name)))
  );
}

/** Whether the user may do it, by the roles that are bound to them. */
export function isAllowed(store: ObjectStore, user: ApiUser, attempt: Attempt): boolean {
  if (user.groups.includes('system:masters')) return true;
  const namespace = attempt.kind === 'resource' ? attempt.namespace : undefined;
  return rulesFor(store, user, namespace).some((rule) => covers(rule, attempt));
}

/** @throws StatusError Forbidden, in the API server's words, when the user may not do it. */
export function authorize(store: ObjectStore, user: ApiUser, attempt: Attempt): void {
  if (isAllowed(store, user, attempt)) return;
  const who = `User ${JSON.stringify(user.name)} cannot ${attempt.verb}`;
  if (attempt.kind === 'path') {
    throw new StatusError(403, 'Forbidden', `forbidden: ${who} path ${JSON.stringify(attempt.path)}`, {});
  }
  const { group, resource, namespace, name } = attempt;
  const plural = resource.split('/')[0] ?? '';
  const qualified = group === '' ? plural : `${plural}.${group}`;
  const where =
    namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  const what =
    name === undefined ? `${qualified} is forbidden` : `${qualified} ${JSON.stringify(name)} is forbidden`;
  const why = `${who} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`;
  throw new StatusError(403, 'Forbidden', `${what}: ${why}`, {
    ...(name === undefined ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: plural,
  });
}
