import { describe, expect, test } from 'vitest';
import { contextOf, evaluate, evaluateExpression } from '../index.ts';

const stage = (refId: string, more: object = {}) => ({
  id: `s${refId}`,
  refId,
  name: `stage ${refId}`,
  type: 'wait',
  status: 'SUCCEEDED',
  ...more,
});

const context = contextOf({
  names: ['a', 'b'],
  half: 0.5,
  execution: {
    id: 'e',
    stages: [
      stage('2', { requisiteStageRefIds: ['1'], outputs: { tag: 'late', list: [2, 3] } }),
      stage('1', { outputs: { tag: 'early', list: [1, 2], own: 1 } }),
      stage('1<1', { parentStageId: 's1', outputs: { own: 'synthetic' } }),
    ],
  },
});

function outcome(text: string): unknown {
  const result = evaluateExpression(text, context);
  return result.ok ? result.value : result.error.code;
}

describe('the context of an execution holds the outputs of its stages, later ones above earlier ones', () => {
  test.each<[string, unknown]>([
    ['${execution.context.tag}', 'late'],
    ['${execution.context.list}', [1, 2, 3]],
    ['${execution.context.own}', 1],
  ])('%s', (text, expected) => expect(outcome(text)).toEqual(expected));
});

describe('a synthetic stage knows its parent', () => {
  test.each<[string, unknown]>([
    ["${#stage('stage 1<1').parent.name}", 'stage 1'],
    ["${#stage('stage 1').parent}", 'EL1021E'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('an execution passed to a function is its argument, unless it is one too many', () => {
  test.each<[string, unknown]>([
    ['${#readJson(#toJson(execution)).id}', 'e'],
    ["${#stage(#root.execution, 'stage 1').refId}", '1'],
    ['${#stage(execution)}', 'EL1001E'],
    ['${#deployedServerGroups(execution).size()}', 0],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

test('an expression in a key becomes the text that Java has for its value', () => {
  const source = { '${names}': 1, '${{a: names}}': 2, '${half * 2}': 3, 'x${names}': 4 };
  expect(evaluate(source, context).value).toEqual({ '[a, b]': 1, '{a=[a, b]}': 2, '1.0': 3, 'xa,b': 4 });
});
