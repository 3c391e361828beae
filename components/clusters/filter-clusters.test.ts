import { expect, test } from 'vitest';
import type { Cluster } from '#lib/infrastructure/schema.ts';
import { type ClusterFilters, filterClusters, troubledFirst } from './filter-clusters.ts';

const cluster = (name: string, account: string, image: string): Cluster => ({
  cluster: `deployment ${name}`,
  name,
  kind: 'deployment',
  account,
  environment: account,
  isProduction: false,
  namespace: account,
  status: 'healthy',
  message: '',
  isPaused: false,
  desired: 1,
  ready: 1,
  serverGroups: [
    {
      uid: '1',
      kind: 'replicaSet',
      name: `${name}-abc`,
      namespace: account,
      version: 'v001',
      revision: 1,
      isCurrent: true,
      images: [image],
      status: 'healthy',
      hasTraffic: null,
      desired: 1,
      ready: 1,
      counts: { ready: 1, starting: 0, failing: 0, terminating: 0, completed: 0, unknown: 0 },
      createdAt: '2026-01-01T00:00:00Z',
    },
  ],
});
const all = [
  cluster('web', 'staging', 'web:1'),
  cluster('web', 'production', 'web:2'),
  cluster('db', 'staging', 'pg:18'),
];
const none: ClusterFilters = { text: '', account: [], namespace: [], status: [], image: [] };
const names = (filters: Partial<ClusterFilters>) =>
  filterClusters(all, { ...none, ...filters }).map((each) => `${each.name}@${each.account}`);

test('no filter lets everything through', () => expect(names({})).toHaveLength(3));
test('values of one filter add, filters narrow each other', () => {
  expect(names({ account: ['staging'] })).toEqual(['web@staging', 'db@staging']);
  expect(names({ account: ['staging', 'production'], image: ['web:2'] })).toEqual(['web@production']);
  expect(names({ status: ['degraded'] })).toEqual([]);
});
test('the text looks at names, images and server groups, whatever the case', () => {
  expect(names({ text: 'PG:1' })).toEqual(['db@staging']);
  expect(names({ text: 'web-abc' })).toHaveLength(2);
});
test('what is degraded stands on top, the rest keeps its order', () => {
  const list = [
    cluster('a', 'x', 'i'),
    { ...cluster('b', 'x', 'i'), status: 'degraded' as const },
    cluster('c', 'x', 'i'),
  ];
  expect(troubledFirst(list).map(({ name }) => name)).toEqual(['b', 'a', 'c']);
});
