import type { ServedResource } from '../../kinds/catalogue.ts';
import type { ObjectStore } from '../../store/contract.ts';
import type { DraftObject } from '../../store/object.ts';
import { forbidden } from '../../store/status-error.ts';
import { covers, isAllowed } from './authorize.ts';
import { type PolicyRule, rulesFor, rulesOf, rulesOfReference } from './rules.ts';
import type { ApiUser } from './user.ts';

interface Grant {
  resource: ServedResource;
  namespace: string | undefined;
  object: DraftObject;
}

/** How Go prints the rules that are missing. */
function printed({
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
  verbs,
}: PolicyRule): string {
  const list = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
  const parts = [
    ...(apiGroups.length > 0 ? [`APIGroups:${list(apiGroups)}`] : []),
    ...(resources.length > 0 ? [`Resources:${list(resources)}`] : []),
    ...(resourceNames.length > 0 ? [`ResourceNames:${list(resourceNames)}`] : []),
    ...(nonResourceURLs.length > 0 ? [`NonResourceURLs:${list(nonResourceURLs)}`] : []),
    `Verbs:${list(verbs)}`,
  ];
  return `{${parts.join(', ')}}`;
}

function isCovered(rule: PolicyRule, own: readonly PolicyRule[]): boolean {
  const names: readonly (string | undefined)[] = rule.resourceNames?.length
    ? rule.resourceNames
    : [undefined];
  const onResources = rule.verbs.flatMap((verb) =>
    (rule.apiGroups ?? []).flatMap((group) =>
      (rule.resources ?? []).flatMap((resource) =>
        names.map((name) => ({
          kind: 'resource' as const,
          verb,
          group,
          resource,
          ...(name === undefined ? {} : { name }),
        })),
      ),
    ),
  );
  const onPaths = rule.verbs.flatMap((verb) =>
    (rule.nonResourceURLs ?? []).map((path) => ({ kind: 'path' as const, verb, path })),
  );
  return [...onResources, ...onPaths].every((attempt) => own.some((held) => covers(held, attempt)));
}

/**
 * Nobody gives others what they do not hold themselves, by a role or by a binding.
 *
 * @throws StatusError Forbidden with the rules that are missing.
 */
export function refuseEscalation(
  store: ObjectStore,
  user: ApiUser,
  { resource, namespace, object }: Grant,
): void {
  if (resource.group !== 'rbac.authorization.k8s.io' || user.groups.includes('system:masters')) return;
  const isBinding = resource.plural.endsWith('bindings');
  const verb = isBinding ? 'bind' : 'escalate';
  const name = object.metadata.name ?? '';
  const isExcused = isAllowed(store, user, {
    kind: 'resource',
    verb,
    group: resource.group,
    resource: resource.plural.replace('bindings', 's'),
    ...(namespace === undefined ? {} : { namespace }),
    name,
  });
  if (isExcused) return;
  const granted = isBinding ? rulesOfReference(store, object.roleRef, namespace) : rulesOf(object);
  const own = rulesFor(store, user, namespace);
  const missing = granted.filter((rule) => !isCovered(rule, own));
  if (missing.length === 0) return;
  const groups = user.groups.map((group) => JSON.stringify(group)).join(' ');
  const who = `user ${JSON.stringify(user.name)} (groups=[${groups}])`;
  const what = missing.map(printed).join('\n');
  throw forbidden(
    resource.id,
    name,
    `${who} is attempting to grant RBAC permissions not currently held:\n${what}`,
  );
}
