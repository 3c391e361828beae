import { expect, test } from 'vitest';
import { arrange } from './arrange.ts';
import { fieldTypes } from './field-type.ts';

const port = { type: 'object', properties: { name: { type: 'string' }, port: { type: 'integer' } } };
const type = fieldTypes(() => undefined)({
  type: 'object',
  properties: {
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    ports: { type: 'array', items: port },
  },
});

test('puts fields into the order of their type, keys of maps into that of the alphabet, and the unknown last', () => {
  const value = { other: 1, ports: [{ port: 80, name: 'http' }], labels: { b: '2', a: '1' } };
  expect(JSON.stringify(arrange(type, value))).toBe(
    '{"labels":{"a":"1","b":"2"},"ports":[{"name":"http","port":80}],"other":1}',
  );
});
