import { expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { isKept, projectObject } from './project-object.ts';

const secretText = 'canary-secret';

test('no value of a secret is kept, not even in the copy that kubectl makes', () => {
  const secret: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 's',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secretText, keep: 'me' },
      managedFields: [],
    },
    data: { password: secretText },
  };
  const kept = projectObject(secret);
  expect(JSON.stringify(kept)).not.toContain(secretText);
  expect(kept.metadata.annotations).toEqual({ keep: 'me' });
  expect(kept.metadata.managedFields).toBeUndefined();
});

test('of a pod stays what views show, and equal parts of two pods are one', () => {
  const pod = (name: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'web' } },
    spec: {
      nodeName: 'n',
      volumes: [{ name: 'v' }],
      containers: [{ name: 'c', image: 'web:1', env: [{ name: 'A', value: secretText }] }],
    },
    status: {
      phase: 'Running',
      qosClass: 'Burstable',
      containerStatuses: [{ name: 'c', ready: true, containerID: 'x' }],
    },
  });
  const [one, two] = [projectObject(pod('a')), projectObject(pod('b'))];
  expect(one).toMatchObject({
    spec: { nodeName: 'n', containers: [{ name: 'c', image: 'web:1' }] },
    status: { phase: 'Running' },
  });
  expect(JSON.stringify(one)).not.toContain(secretText);
  expect(one.metadata.labels).toBe(two.metadata.labels);
});

test('an object may ask not to be kept, and an account may keep only what is managed', () => {
  const options = { onlySpinnakerManaged: false, omitNamespaces: new Set(['hidden']) };
  const object = (annotations: Record<string, string>, namespace = 'shop'): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace, annotations },
  });
  expect(isKept(object({}), options)).toBe(true);
  expect(isKept(object({ 'caching.spinnaker.io/ignore': 'true' }), options)).toBe(false);
  expect(isKept(object({}, 'hidden'), options)).toBe(false);
  const managed = { ...options, onlySpinnakerManaged: true };
  expect(isKept(object({}), managed)).toBe(false);
  expect(isKept(object({ 'moniker.spinnaker.io/application': 'a' }), managed)).toBe(true);
});
