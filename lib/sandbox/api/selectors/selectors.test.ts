import { describe, expect, test } from 'vitest';
import { fieldsMatch, parseFieldSelector } from './field-selector.ts';
import { labelsMatch, parseLabelSelector } from './label-selector.ts';

describe('a label selector', () => {
  test.each([
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app in (web, api)', true],
    ['app notin (web)', false],
    ['tier notin (front)', true],
    ['app', true],
    ['!app', false],
    ['!tier,size>3', true],
    ['size<3', false],
    ['', true],
  ])('%s chooses app=web,size=5: %s', (text, expected) => {
    expect(labelsMatch(parseLabelSelector(text), { app: 'web', size: '5' })).toBe(expected);
  });

  test.each([
    ['a in', "unable to parse requirement: found '' expected: '('"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
  ])('%s is refused with the parser’s words', (text, words) => {
    expect(() => parseLabelSelector(text)).toThrow(words);
  });
});

describe('a field selector', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one', namespace: 'default' },
    spec: { nodeName: 'sim-1' },
    status: { phase: 'Running' },
  };

  test.each([
    ['metadata.name=one', true],
    ['status.phase!=Running', false],
    ['spec.nodeName=sim-1,status.phase=Running', true],
  ])('%s chooses the pod: %s', (text, expected) => {
    expect(fieldsMatch(parseFieldSelector(text, 'pods'), pod)).toBe(expected);
  });

  test('on a field that cannot be selected by is refused', () => {
    expect(() => parseFieldSelector('spec.foo=1', 'pods')).toThrow('field label not supported: spec.foo');
    expect(() => parseFieldSelector('data.x=1', 'configmaps')).toThrow(
      '"data.x" is not a known field selector',
    );
  });
});
