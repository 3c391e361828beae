import { describe, expect, test } from 'vitest';
import type { KubernetesObject, ManagedFieldsEntry } from '../manifests/object.ts';
import { claimedFields } from './claim-fields.ts';
import { removeUnsentFields } from './remove-unsent-fields.ts';

const entry = (
  manager: string,
  operation: 'Apply' | 'Update',
  fieldsV1: Record<string, unknown>,
  subresource?: string,
): ManagedFieldsEntry => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...(subresource ? { subresource } : {}),
});

const live = (
  managedFields: ManagedFieldsEntry[],
  annotations: Record<string, string> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', annotations, managedFields },
});

const applied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };

describe('fields of former deploys', () => {
  test('are handed over from kubectl and from our own undo, and joined with ours', () => {
    const claimed = claimedFields(
      live(
        [
          entry('kubectl-client-side-apply', 'Update', { 'f:data': { 'f:a': {} } }),
          entry('foredeck', 'Update', { 'f:data': { 'f:b': {} } }),
          entry('foredeck', 'Apply', { 'f:data': { 'f:c': {} } }),
        ],
        applied,
      ),
      'foredeck',
    );
    expect(claimed).toHaveLength(1);
    expect(claimed?.[0]).toMatchObject({
      manager: 'foredeck',
      operation: 'Apply',
      fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {}, 'f:c': {} } },
    });
  });

  test('of people, of subresources and of switches stay theirs', () => {
    const managers = [
      entry('kubectl-edit', 'Update', { 'f:data': {} }),
      entry('foredeck', 'Update', { 'f:spec': { 'f:replicas': {} } }, 'scale'),
      entry('foredeck-rollout', 'Update', { 'f:spec': { 'f:paused': {} } }),
    ];
    expect(claimedFields(live(managers, applied), 'foredeck')).toBeUndefined();
  });

  test('of kubectl stay where kubectl never applied: a create is no deploy', () => {
    expect(claimedFields(live([entry('kubectl-create', 'Update', {})]), 'foredeck')).toBeUndefined();
  });
});

test('a preview leaves out what will be removed with the hand-over, but nothing that others own', () => {
  const result: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'X',
    metadata: { name: 'a' },
    spec: {
      containers: [{ name: 'web', image: 'a', env: [{ name: 'OLD' }, { name: 'KEPT' }] }],
      shared: 1,
      theirs: 2,
    },
  };
  const sent = { ...result, spec: { containers: [{ name: 'web', image: 'a', env: [{ name: 'KEPT' }] }] } };
  const container = {
    'k:{"name":"web"}': {
      '.': {},
      'f:image': {},
      'f:env': { 'k:{"name":"OLD"}': { '.': {} }, 'k:{"name":"KEPT"}': {} },
    },
  };
  const preview = removeUnsentFields(
    result,
    [
      entry('other', 'Update', { 'f:spec': { 'f:shared': {}, 'f:theirs': {} } }),
      entry('foredeck', 'Apply', { 'f:spec': { 'f:containers': container, 'f:shared': {} } }),
    ],
    sent,
  );
  expect(preview.spec).toEqual({
    containers: [{ name: 'web', image: 'a', env: [{ name: 'KEPT' }] }],
    shared: 1,
    theirs: 2,
  });
});
