import { expect, test } from 'vitest';
import { parseManifestName } from './manifest-name.ts';

test.each([
  ['deployment my-app', 'prod', { kind: 'deployment', name: 'my-app', namespace: 'prod' }],
  ['  replicaSet web-v001 ', undefined, { kind: 'replicaSet', name: 'web-v001' }],
  ['rollout.argoproj.io web', 'x', { kind: 'rollout.argoproj.io', name: 'web', namespace: 'x' }],
  ['my-app', 'prod', undefined],
  ['deployment my app', 'prod', undefined],
  ['deployment ${missing}', 'prod', undefined],
  ['', 'prod', undefined],
] as const)('%j in %j', (text, namespace, expected) => {
  expect(parseManifestName(text, namespace)).toEqual(expected);
});
