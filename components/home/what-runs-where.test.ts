import { expect, test } from 'vitest';
import type { Cluster, GroupStatus, ServerGroup } from '#lib/infrastructure/schema.ts';
import { podTotals, versionsByAccount } from './what-runs-where.ts';

const cluster = (name: string, account: string, image: string, status: GroupStatus = 'healthy') =>
  ({
    name,
    account,
    status,
    ready: 1,
    desired: 2,
    serverGroups: [
      { isCurrent: false, images: ['web:0'] } as unknown as ServerGroup,
      { isCurrent: true, images: [image] } as unknown as ServerGroup,
    ],
  }) as Cluster;

test('each account shows the version its clusters lead to, not the ones before', () => {
  const versions = versionsByAccount([cluster('web', 'staging', 'web:2'), cluster('web', 'prod', 'web:1')]);
  expect(versions.get('staging')?.map(({ tag }) => tag)).toEqual(['2']);
  expect(versions.get('prod')?.map(({ tag }) => tag)).toEqual(['1']);
});
test('a version that runs twice stands once and is as bad as the worse of the two', () => {
  const [version, ...others] =
    versionsByAccount([
      cluster('web', 'staging', 'app:2'),
      cluster('worker', 'staging', 'app:2', 'degraded'),
    ]).get('staging') ?? [];
  expect(others).toEqual([]);
  expect(version).toEqual({ tag: '2', status: 'degraded', clusters: ['web', 'worker'] });
});
test('pods add up over clusters', () => {
  expect(podTotals([cluster('a', 'x', 'i:1'), cluster('b', 'x', 'i:1')])).toEqual({ ready: 2, desired: 4 });
});
