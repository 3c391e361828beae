import { expect, test } from 'vitest';
import { createStore } from '../../store/store.ts';
import { authorize, isAllowed } from './authorize.ts';
import { ADMINISTRATOR, type ApiUser, impersonated } from './user.ts';

const rbac = 'rbac.authorization.k8s.io';
const jane: ApiUser = { name: 'jane', groups: ['system:authenticated'] };

function storeWithReader() {
  const store = createStore();
  store.create(`roles.${rbac}`, {
    apiVersion: `${rbac}/v1`,
    kind: 'Role',
    metadata: { name: 'reader', namespace: 'staging' },
    rules: [
      { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'], resourceNames: ['web'] },
    ],
  });
  store.create(`rolebindings.${rbac}`, {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'readers', namespace: 'staging' },
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'User', name: 'jane' }],
  });
  return store;
}

const pods = { kind: 'resource', group: '', resource: 'pods' } as const;

test('a role counts in its namespace only', () => {
  const store = storeWithReader();
  expect(isAllowed(store, jane, { ...pods, verb: 'list', namespace: 'staging' })).toBe(true);
  expect(isAllowed(store, jane, { ...pods, verb: 'list', namespace: 'production' })).toBe(false);
  expect(isAllowed(store, jane, { ...pods, verb: 'delete', namespace: 'staging' })).toBe(false);
});

test('a subresource is a right of its own', () => {
  const store = storeWithReader();
  const attempt = { ...pods, verb: 'get', namespace: 'staging', name: 'one' };
  expect(isAllowed(store, jane, { ...attempt, resource: 'pods/log' })).toBe(true);
  expect(isAllowed(store, jane, { ...attempt, resource: 'pods/exec' })).toBe(false);
});

test('a rule with names allows these objects only', () => {
  const store = storeWithReader();
  const attempt = {
    kind: 'resource',
    group: 'apps',
    resource: 'deployments',
    verb: 'patch',
    namespace: 'staging',
  } as const;
  expect(isAllowed(store, jane, { ...attempt, name: 'web' })).toBe(true);
  expect(isAllowed(store, jane, { ...attempt, name: 'api' })).toBe(false);
  expect(isAllowed(store, jane, attempt)).toBe(false);
});

test('a refusal says who may not do what and where', () => {
  const store = storeWithReader();
  expect(() => authorize(store, jane, { ...pods, verb: 'list' })).toThrow(
    'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope',
  );
  expect(() => authorize(store, ADMINISTRATOR, { ...pods, verb: 'list' })).not.toThrow();
});

test('an impersonated service account belongs to the groups of its namespace', () => {
  expect(impersonated({ 'impersonate-user': ['system:serviceaccount:staging:robot'] })?.groups).toEqual([
    'system:serviceaccounts',
    'system:serviceaccounts:staging',
    'system:authenticated',
  ]);
  expect(impersonated({ 'impersonate-user': ['jane'], 'impersonate-group': ['ops'] })?.groups).toEqual([
    'ops',
    'system:authenticated',
  ]);
  expect(impersonated({})).toBeUndefined();
});
