import { expect, test } from 'vitest';
import { fieldTypes } from '../../kinds/field-type.ts';
import { enumFaults } from './enums.ts';
import { kindRuleFaults } from './kind-rules.ts';
import { podRuleFaults } from './pod-rules.ts';
import { natural, needed, oneOf } from './rules.ts';

const told = (faults: readonly { field: string; type: string }[]) =>
  faults.map(({ field, type }) => `${field} ${type}`);

test('a rule finds every place of its path', () => {
  const object = { spec: { ports: [{ port: 1 }, { port: -1 }, {}] } };
  expect(told(natural('spec.ports[].port')(object))).toEqual(['spec.ports[1].port Invalid']);
  expect(told(needed('spec.ports[].port')(object))).toEqual(['spec.ports[2].port Required']);
  expect(told(natural('none[].port')(object))).toEqual([]);
});

test('a place beneath something else is told whole', () => {
  const found = oneOf('policy', ['Always'])({ policy: 'Never' }, 'spec.template.spec');
  expect(told(found)).toEqual(['spec.template.spec.policy NotSupported']);
});

test('a schema tells which values a field may have', () => {
  const mode = { type: 'string', enum: ['Slow', 'Fast'] };
  const properties = { mode, modes: { type: 'array', items: mode }, status: { type: 'object' } };
  const type = fieldTypes(() => undefined)({ type: 'object', properties });
  const [fault] = enumFaults(type, { mode: 'Odd', modes: ['Fast', 'Even'] });
  expect(fault?.detail).toBe('"Odd": supported values: "Fast", "Slow"');
  expect(told(enumFaults(type, { modes: ['Fast', 'Even'] }))).toEqual(['modes[1] NotSupported']);
});

test.each([
  [{ dnsPolicy: 'None' }, 'spec.dnsConfig Required'],
  [{ hostname: 'Not_valid' }, 'spec.hostname Invalid'],
  [{ containers: [{ envFrom: [{}] }] }, 'spec.containers[0].envFrom Invalid'],
  [{ initContainers: [{ livenessProbe: {} }] }, 'spec.initContainers[0].livenessProbe Forbidden'],
  [
    { volumes: [{ configMap: { items: [{ key: 'k' }] } }] },
    'spec.volumes[0].configMap.items[0].path Required',
  ],
])('of a pod %j is refused', (spec, fault) => {
  expect(told(podRuleFaults(spec, 'spec'))).toEqual([fault]);
});

test.each([
  ['services', { spec: { type: 'ClusterIP', ports: [{ port: 80, nodePort: 30080 }] } }],
  ['ingresses.networking.k8s.io', { spec: { rules: [{ host: '1.2.3.4' }] } }],
  ['networkpolicies.networking.k8s.io', { spec: { ingress: [{ from: [{}] }] } }],
  ['jobs.batch', { spec: { managedBy: 'bad' } }],
  ['limitranges', { spec: { limits: [{ type: 'Unicorn' }] } }],
])('one fault of %s is found once', (id, content) => {
  const object = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, ...content };
  expect(kindRuleFaults(id, object)).toHaveLength(1);
});
