import { expect, test } from 'vitest';
import { normalize } from './normalize.ts';
import { words } from './words.ts';

const surroundings = { nodes: ['sim-1', 'node-a'], server: 'https://127.0.0.1:6443' };
const normalized = (text: string) => normalize(text, surroundings);

test('ages, addresses and generated names do not count', () => {
  const line = 'web-6c4c55c5b9-44xbx   1/1   Running   0   3m2s   10.128.0.1   sim-1';
  expect(normalized(line)).toBe('web-<hash>-<random>  1/1  Running  0  <age>  <ip>  <node>');
});

test('a quantity of CPU is no age', () => {
  expect(normalized('      cpu:     100m')).toBe('      cpu:  100m');
});

test('names that people chose stay', () => {
  const names = 'configmap/kube-root-ca.crt deployment.apps/web nginx:1.27';
  expect(normalized(names)).toBe(names);
});

test('a generated name need not have a dash', () => {
  expect(normalized('  generateName: schema\n  name: schemaxgrxs')).toBe(
    '  generateName: schema\n  name: schema<random>',
  );
});

test('identities and times become placeholders', () => {
  const yaml = [
    '  creationTimestamp: "2026-11-23T09:00:06Z"',
    '  resourceVersion: "4711"',
    '  uid: 0f9b2a4e-7c1d-4b7e-9a55-1d2c3b4a5f60',
  ];
  expect(normalized(yaml.join('\n'))).toBe(
    '  creationTimestamp: "<time>"\n  resourceVersion: <version>\n  uid: <uid>',
  );
});

test('events have no order, and a kubelet has none on simulated nodes', () => {
  const description = `Name: web
Events:
  Type    Reason   Age  From       Message
  ----    ------   ---  ----       -------
  Normal  Second   3s   scheduler  two
  Normal  Pulled   3s   kubelet    image
  Normal  First    5s   scheduler  one
  Normal  First    4s   scheduler  one`;
  expect(normalized(description)).toBe(
    'Name: web\nEvents:\n  Normal  First  <age>  scheduler  one\n  Normal  Second  <age>  scheduler  two',
  );
});

test('a command is split as a shell splits it', () => {
  expect(words(`patch cm a -p '{"data": {"k": "v"}}' --type "merge"`)).toEqual([
    'patch',
    'cm',
    'a',
    '-p',
    '{"data": {"k": "v"}}',
    '--type',
    'merge',
  ]);
});

test('an unclosed quote is refused', () => {
  expect(() => words("get 'x")).toThrow('Unclosed');
});
