import type { ObjectStore } from '../../store/contract.ts';
import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import type { ApiUser } from './user.ts';

/** What a role allows: verbs on resources, or on paths. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

const RBAC = 'rbac.authorization.k8s.io';

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The rules of a Role or ClusterRole. */
export function rulesOf(role: { readonly [field: string]: unknown }): PolicyRule[] {
  const rules = Array.isArray(role.rules) ? role.rules.filter(isJsonObject) : [];
  return rules.map((rule) => ({
    verbs: texts(rule.verbs),
    apiGroups: texts(rule.apiGroups),
    resources: texts(rule.resources),
    resourceNames: texts(rule.resourceNames),
    nonResourceURLs: texts(rule.nonResourceURLs),
  }));
}

function isSubject(subject: unknown, user: ApiUser, home: string | undefined): boolean {
  if (!isJsonObject(subject)) return false;
  const { kind, name, namespace = home } = subject;
  if (kind === 'User') return name === user.name;
  if (kind === 'Group') return user.groups.includes(String(name));
  return kind === 'ServiceAccount' && user.name === `system:serviceaccount:${namespace}:${name}`;
}

/** The rules of the role that a binding, or a request to bind, refers to. */
export function rulesOfReference(
  store: ObjectStore,
  roleRef: unknown,
  namespace: string | undefined,
): PolicyRule[] {
  if (!isJsonObject(roleRef)) return [];
  const role =
    roleRef.kind === 'Role'
      ? store.get(`roles.${RBAC}`, namespace, String(roleRef.name))
      : store.get(`clusterroles.${RBAC}`, undefined, String(roleRef.name));
  return role === undefined ? [] : rulesOf(role);
}

/** All that a user may do: everywhere, and where a namespace is given also there. */
export function rulesFor(store: ObjectStore, user: ApiUser, namespace: string | undefined): PolicyRule[] {
  const bound = (bindings: readonly KubernetesObject[]) =>
    bindings
      .filter(({ subjects, metadata }) =>
        (Array.isArray(subjects) ? subjects : []).some((subject) =>
          isSubject(subject, user, metadata.namespace),
        ),
      )
      .flatMap(({ roleRef, metadata }) => rulesOfReference(store, roleRef, metadata.namespace));
  return [
    ...bound(store.list(`clusterrolebindings.${RBAC}`)),
    ...(namespace === undefined ? [] : bound(store.list(`rolebindings.${RBAC}`, { namespace }))),
  ];
}
