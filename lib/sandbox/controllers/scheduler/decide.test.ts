import { expect, test } from 'vitest';
import type { Node, Taint } from '../objects/node.ts';
import type { Pod, PodSpec } from '../objects/pod.ts';
import { decide } from './decide.ts';
import type { NodeLoad } from './fit.ts';

function node(name: string, cpu: string, taints: Taint[] = [], used = 0): NodeLoad {
  const made: Node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name, creationTimestamp: '', labels: { zone: name } },
    spec: { taints },
    status: { allocatable: { cpu, memory: '8Gi', pods: '10' } },
  };
  return { node: made, pods: used, used: { cpu: used } };
}

function pod(spec: Partial<PodSpec> = {}, cpu = '1'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'p', creationTimestamp: '' },
    spec: { containers: [{ name: 'c', resources: { requests: { cpu } } }], ...spec },
  };
}

const none = () => 0;

test('the least laden node that fits is chosen', () => {
  expect(decide(pod(), [node('a', '4', [], 3), node('b', '4', [], 1), node('c', '4', [], 2)], none)).toEqual({
    node: 'b',
  });
});

test('pods of one owner are spread', () => {
  const loads = [node('a', '64'), node('b', '4', [], 1)];
  expect(decide(pod(), loads, (name) => (name === 'a' ? 1 : 0))).toEqual({ node: 'b' });
});

test('tolerations, selectors and affinity are honored', () => {
  const tainted = node('a', '4', [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }]);
  const toleration = { key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoSchedule' };
  expect(decide(pod({ tolerations: [toleration] }), [tainted], none)).toEqual({ node: 'a' });
  expect(decide(pod({ nodeSelector: { zone: 'b' } }), [node('a', '4'), node('b', '4')], none)).toEqual({
    node: 'b',
  });
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }];
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  };
  expect(decide(pod({ affinity }), [node('a', '4'), node('b', '4')], none)).toEqual({ node: 'b' });
});

test.each([
  [[], 'no nodes available to schedule pods'],
  [
    [node('a', '500m'), node('b', '500m')],
    '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
  ],
  [
    [node('a', '1', [], 1), node('b', '4', [{ key: 'x', effect: 'NoSchedule' }])],
    '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
  ],
  [
    [node('a', '64', [], 10)],
    '0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  ],
])('when nothing fits, the sentence says why (%#)', (loads, refusal) => {
  expect(decide(pod(), loads, none)).toEqual({ refusal });
});
