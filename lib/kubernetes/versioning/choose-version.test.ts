import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { chooseVersion, surplusVersions } from './choose-version.ts';
import { contentHash } from './content.ts';

const config = (data: Record<string, string>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  data,
});

function version(
  number: number,
  content: KubernetesObject,
  more: Record<string, string> = {},
): KubernetesObject {
  const text = `v00${number}`;
  return {
    ...content,
    metadata: {
      name: `${content.metadata.name}-${text}`,
      // All of one second, as versions made by one pipeline may be.
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: {
        'artifact.spinnaker.io/name': content.metadata.name ?? '',
        'artifact.spinnaker.io/version': text,
        'foredeck.io/content-hash': contentHash(content),
        ...more,
      },
    },
  };
}

describe('the version of a config map', () => {
  test('is used again where the content is the same, whatever its metadata', () => {
    const live = [version(0, config({ a: '1' })), version(1, config({ a: '2' }))];
    const same = { ...config({ a: '1' }), metadata: { name: 'c', labels: { new: 'label' } } };
    expect(chooseVersion(same, live)).toMatchObject({ version: 0, reused: true });
    expect(chooseVersion(config({ a: '3' }), live)).toMatchObject({ version: 2, reused: false });
  });

  test('counts from the highest, though older ones were deleted', () => {
    expect(chooseVersion(config({ a: '9' }), [version(7, config({ a: '1' }))]).version).toBe(8);
  });

  test('does not mind the order of keys', () => {
    const live = [version(0, config({ a: '1', b: '2' }))];
    expect(chooseVersion(config({ b: '2', a: '1' }), live).reused).toBe(true);
  });

  test('is not taken from an object of another name', () => {
    const other = { ...config({ a: '1' }), metadata: { name: 'other' } };
    expect(chooseVersion(config({ a: '1' }), [version(3, other)])).toMatchObject({
      version: 0,
      reused: false,
    });
  });
});

describe('the version of what makes pods', () => {
  const servers: KubernetesObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 's' },
    spec: { template: {} },
  };

  test('is a new one each time: a new server group is wanted', () => {
    expect(chooseVersion(servers, [version(0, servers)])).toMatchObject({ version: 1, reused: false });
  });

  test('is the one that the same operation made before it was cut off', () => {
    const live = [version(0, servers, { 'foredeck.io/operation': 'run/a' }), version(1, servers)];
    expect(chooseVersion(servers, live, 'run/a')).toMatchObject({ version: 0, reused: true });
    expect(chooseVersion(servers, live, 'run/b')).toMatchObject({ version: 2, reused: false });
  });
});

test('the oldest versions are too many, by number when all are of one second', () => {
  const live = [2, 0, 1].map((number) => version(number, config({ n: String(number) })));
  expect(surplusVersions('c', live, 2).map((object) => object.metadata.name)).toEqual(['c-v000']);
  expect(surplusVersions('c', live, 3)).toEqual([]);
});
