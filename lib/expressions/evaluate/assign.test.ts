import { describe, expect, test } from 'vitest';
import { contextOf, evaluateExpression } from '../index.ts';

const context = contextOf({
  n: 7,
  s: 'text',
  list: [1, 2],
  map: { a: 1 },
  execution: { id: 'e', stages: [{ id: 's', name: 'Bake', type: 'bake', status: 'RUNNING' }] },
});

function outcome(text: string): unknown {
  const result = evaluateExpression(text, context);
  return result.ok ? result.value : result.error.code;
}

describe('only numbers are counted up and down', () => {
  test.each<[string, unknown]>([
    ['${n++ + n}', 15],
    ['${list[0]++}', 1],
    ['${map.a--}', 1],
    ['${s++}', 'EL1066E'],
    ['${--s}', 'EL1067E'],
    ['${s[0]++}', 'EL1066E'],
    ['${s.trim()++}', 'EL1066E'],
    ['${list.?[true]++}', 'EL1066E'],
    ['${missing++}', 'EL1066E'],
    ['${missing?.part++}', 'EL1066E'],
    ['${#root++}', 'EL1066E'],
    ['${list.size()++}', 'EL1068E'],
    ['${1++}', 'EL1068E'],
    ['${(n + 1)++}', 'EL1068E'],
    ["${nothing.of('this')++}", 'EL1011E'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));
});

describe('a value is set for the rest of the expression', () => {
  test.each<[string, unknown]>([
    ['${(n = 5) + n}', 10],
    ['${(#x = 5) + #x}', 10],
    ['${(#root = 5) + n}', 12],
    ['${1 = 5}', 'EL1032E'],
    ["${(execution.stages[0].name = 'x') + execution.stages[0].name}", 'xx'],
    ["${(execution.stages[0]['name'] = 'x') + execution.stages[0].name}", 'xx'],
    ["${execution.stages.?[name = 'Bake']}", 'EL1016E'],
    ["${execution.stages[0].status < 'S'}", true],
    ["${execution.stages[0].status <= 'S'}", 'EL1013E'],
    ["${execution.stages[0].nothing = 'x'}", 'EL1010E'],
  ])('%s', (text, expected) => expect(outcome(text)).toBe(expected));

  test('what the context falls back to is still seen after it', () => {
    const falling = contextOf({ own: 1, execution: { id: 'e', stages: [] } });
    expect(evaluateExpression('${(own = 2) + own}', falling)).toMatchObject({ value: 4 });
  });

  test('the next expression knows nothing of it', () => {
    expect(outcome("${execution.stages[0].name = 'x'}")).toBe('x');
    expect(outcome('${execution.stages[0].name}')).toBe('Bake');
  });
});
