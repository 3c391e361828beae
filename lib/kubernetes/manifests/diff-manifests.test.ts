import { describe, expect, test } from 'vitest';
import { diffManifests, toYaml, withoutNoise } from './diff-manifests.ts';
import type { KubernetesObject } from './object.ts';

function deployment(image: string, more: Partial<KubernetesObject> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
    ...more,
  };
}

describe('a difference of manifests', () => {
  test('names the changed place by the container, and shows it in YAML', () => {
    const { diff, summary } = diffManifests(deployment('web:1'), deployment('web:2'));
    expect(summary).toEqual([{ path: 'spec.template.spec.containers[web].image', change: 'changed' }]);
    expect(diff).toContain('-          image: web:1\n+          image: web:2');
  });

  test('leaves out what the cluster writes by itself', () => {
    const live = deployment('web:1', {
      status: { replicas: 3 },
      metadata: {
        name: 'web',
        uid: 'u',
        resourceVersion: '1',
        generation: 4,
        managedFields: [],
        annotations: { 'deployment.kubernetes.io/revision': '4' },
      },
    });
    expect(diffManifests(live, deployment('web:1'))).toEqual({ isChanged: false, diff: '', summary: [] });
    expect(withoutNoise(live).metadata).toEqual({ name: 'web' });
  });

  test('of a new object is the whole object', () => {
    expect(diffManifests(undefined, deployment('web:1')).summary).toEqual([
      { path: '(whole object)', change: 'added' },
    ]);
  });

  test('of secrets tells which values changed, never the values', () => {
    const secret = (data: Record<string, string>): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      data,
    });
    const { diff, summary } = diffManifests(
      secret({ a: 'b25l', b: 'c2FtZQ==' }),
      secret({ a: 'dHdv', b: 'c2FtZQ==' }),
    );
    expect(summary).toEqual([{ path: 'data.a', change: 'changed' }]);
    for (const value of ['b25l', 'dHdv', 'c2FtZQ']) expect(diff).not.toContain(value);
  });
});

test('YAML is written so that tools of YAML 1.1 read texts as texts', () => {
  expect(toYaml({ kind: 'X', apiVersion: 'v1', data: { on: 'yes', mode: '0644' } })).toBe(
    'apiVersion: v1\nkind: X\ndata:\n  mode: "0644"\n  "on": "yes"\n',
  );
});
