import { expect, test } from 'vitest';
import {
  buildContext,
  contextOf,
  evaluate,
  evaluateCondition,
  evaluatePipeline,
  evaluateStageContext,
  evaluateVariables,
  hasExpressions,
  mergeSummaries,
  spelVersion,
} from '../index.ts';

const now = () => 1000;

test('lists, maps and keys are evaluated, a lone expression keeps its type', () => {
  const context = contextOf({ n: 17, m: { k: 'v' }, name: 'web' });
  const value = { '${name}-svc': ['${n}', { deep: '${m}' }], text: 'n=${n}', other: 4 };
  expect(evaluate(value, context).value).toEqual({
    'web-svc': [17, { deep: { k: 'v' } }],
    text: 'n=17',
    other: 4,
  });
});

test('a value without expressions is the same object, parts without them too', () => {
  const plain = { a: [1, { b: 'text $ {' }] };
  expect(evaluate(plain, contextOf({})).value).toBe(plain);
  const mixed = { plain, x: '${1}' };
  expect(evaluate(mixed, contextOf({})).value).toEqual({ plain, x: 1 });
  expect(Reflect.get(Object(evaluate(mixed, contextOf({})).value), 'plain')).toBe(plain);
  expect(hasExpressions(plain)).toBe(false);
  expect(hasExpressions({ a: [{ '${k}': 1 }] })).toBe(true);
});

test('a value of many megabytes passes through an expression', () => {
  const manifests = Array.from({ length: 20_000 }, (_, index) => ({
    metadata: { name: `n${index}`, labels: { a: 'b' } },
  }));
  const evaluation = evaluate({ manifests: '${manifests}' }, contextOf({ manifests }));
  expect(evaluation.failed).toBe(false);
  expect(Reflect.get(Object(evaluation.value), 'manifests')).toBe(manifests);
});

test('what fails keeps its text and is told of by its expression', () => {
  const evaluation = evaluate({ image: 'app:${a.b.c}', tag: '${nokey}' }, contextOf({}), { now });
  expect(evaluation.value).toEqual({ image: 'app:${a.b.c}', tag: '${nokey}' });
  expect(evaluation.summary).toEqual({
    'app:a.b.c': [
      {
        level: 'ERROR',
        timestamp: 1000,
        description:
          "Failed to evaluate [image] EL1007E: property 'b' cannot be read: the value before it is null",
        exceptionType: 'evaluation',
      },
    ],
    nokey: [
      {
        level: 'INFO',
        timestamp: 1000,
        description: 'Failed to evaluate [tag] : nokey not found',
        exceptionType: null,
      },
    ],
  });
  expect(evaluation.failureCount).toBe(2);
});

test('a null part of a text stays as written, the rest is filled in', () => {
  const { value, summary } = evaluate('${missing}-${x}', contextOf({ x: 1 }));
  expect(value).toBe('${missing}-1');
  expect(Object.values(summary)[0]?.[0]?.level).toBe('INFO');
});

test('at start an unknown name is an error, in a stage it is null', () => {
  const context = contextOf({ known: null });
  expect(evaluate("${nope ?: 'd'}", context).value).toBe('d');
  expect(evaluate("${nope ?: 'd'}", context, { allowUnknownKeys: false }).failed).toBe(true);
  expect(evaluate("${known ?: 'd'}", context, { allowUnknownKeys: false }).value).toBe('d');
});

test('earlier complaints go when their expression has succeeded since', () => {
  const before = evaluate({ a: '${x.y}', b: '${z.y}' }, contextOf({}), { now }).summary;
  const after = evaluate({ a: '${x.y}', b: '${z.y}' }, contextOf({ x: { y: 1 } }), { now });
  expect(Object.keys(mergeSummaries(before, after))).toEqual(['z.y']);
});

test.each([
  ['1 < 2', true, false, 'true'],
  ["x == 'true'", false, false, 'false'],
  ["'yes'", false, true, 'yes'],
  ['nope', false, true, 'nope'],
  ['a.b', false, true, 'a.b'],
])('condition %s', (expression, holds, failed, result) => {
  expect(evaluateCondition(expression, contextOf({ x: null }))).toMatchObject({ holds, failed, result });
});

test('variables see those before them; one that failed is not seen', () => {
  const evaluated = evaluateVariables(
    [
      { key: 'a', value: '${1+2}' },
      { key: 'b', value: '${a * 2}', description: 'twice ${a}' },
      { key: 'bad', value: '${a * nope}' },
      { key: 'c', value: '${bad}' },
      { key: 'n', value: 5 },
    ],
    contextOf({}),
  );
  expect(evaluated.variables).toEqual([
    { key: 'a', value: 3, sourceValue: '{1+2}', description: null },
    { key: 'b', value: 6, sourceValue: '{a * 2}', description: 'twice 3' },
    { key: 'bad', value: '${a * nope}', sourceValue: '{a * nope}', description: null },
    { key: 'c', value: '${bad}', sourceValue: '{bad}', description: null },
    { key: 'n', value: 5, sourceValue: null, description: null },
  ]);
  expect(evaluated.failureCount).toBe(2);
});

test('version 4 leaves what a stage handles itself, version 3 does not', async () => {
  const context = { manifests: ['${1}'], skipExpressionEvaluation: true, other: '${2}' };
  const stage = { type: 'deployManifest', context };
  expect((await evaluateStageContext(stage, contextOf({}), 'v4')).context).toEqual({ ...context, other: 2 });
  expect((await evaluateStageContext(stage, contextOf({}), 'v3')).context).toEqual({
    ...context,
    manifests: [1],
    other: 2,
  });
  expect([spelVersion('v4'), spelVersion(undefined), spelVersion('v2'), spelVersion('v3', 'v4')]).toEqual([
    'v4',
    'v3',
    'v3',
    'v4',
  ]);
});

test('variables of a stage are evaluated in order under version 4 only', async () => {
  const variables = [
    { key: 'a', value: '${1}' },
    { key: 'b', value: '${a + 1}' },
  ];
  const stage = { type: 'evaluateVariables', context: { variables, note: '${3}' } };
  const four = await evaluateStageContext(stage, contextOf({}), 'v4');
  expect(four.context).toMatchObject({ note: 3, variables: [{ value: 1 }, { value: 2 }] });
  const three = await evaluateStageContext(stage, contextOf({}), 'v3');
  expect(three.context.variables).toEqual([
    { key: 'a', value: 1 },
    { key: 'b', value: '${a + 1}' },
  ]);
});

test('a pipeline at start keeps its stages for later under version 4', async () => {
  const pipeline = { name: 'p', description: '${trigger.user}', stages: [{ name: '${1}' }] };
  const context = contextOf({ trigger: { user: 'me' } });
  expect((await evaluatePipeline(pipeline, context, 'v4')).value).toEqual({ ...pipeline, description: 'me' });
  expect((await evaluatePipeline(pipeline, context, 'v3')).value).toEqual({
    ...pipeline,
    description: 'me',
    stages: [{ name: 1 }],
  });
});

const execution = {
  id: 'E',
  application: 'web',
  trigger: { type: 'manual', parameters: { env: 'prod' } },
  templateVariables: { color: 'blue' },
  stages: [
    { id: 'a', refId: '1', name: 'First', outputs: { foo: 'root', bar: 'root', deep: 'root' } },
    {
      id: 'b',
      refId: '2',
      name: 'Second',
      requisiteStageRefIds: ['1'],
      outputs: { foo: 'parent', bar: 'parent' },
    },
    { id: 'b1', refId: '2<1', name: 'Child', parentStageId: 'b', outputs: { child: 1 } },
    { id: 'c', refId: '3', name: 'Third', requisiteStageRefIds: ['2'], context: { foo: 'own' } },
    { id: 'd', refId: '4', name: 'Beside', requisiteStageRefIds: ['1'], outputs: { beside: 1 } },
  ],
};

test('names come from the stage, then from the outputs of the stages before, nearest first', () => {
  const context = buildContext({ execution, stage: execution.stages[3] ?? {} });
  const all =
    '${foo} ${bar} ${deep} ${child} ${parameters.env} ${templateVariables.color} ${execution.application}';
  expect(evaluate(all, context).value).toBe('own parent root 1 prod blue web');
  expect(evaluate('${beside}', context).value).toBe('${beside}');
  expect(evaluate('${#currentStage().name}', context).value).toBe('Third');
});

test.each([
  [[{ branch: 'develop' }, { branch: 'master' }], 'develop'],
  [[{ branch: 'master' }, { branch: 'fix' }], 'fix'],
  [[{ branch: 'master' }], 'master'],
  [[], '${scmInfo.branch}'],
])('scmInfo of %j', (scm, expected) => {
  const context = contextOf({ trigger: { type: 'jenkins', buildInfo: { scm } } });
  expect(evaluate('${scmInfo.branch}', context).value).toBe(expected);
});

test('time limits go by a clock that runs, whatever the time that dates tell', () => {
  let elapsed = 0;
  const value = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`k${index}`, '${1}']));
  const { failureCount } = evaluate(value, contextOf({}), {
    now: () => 1000,
    elapsed: () => {
      elapsed += 10;
      return elapsed;
    },
    totalTimeMs: 100,
  });
  expect(failureCount).toBeGreaterThan(0);
  expect(evaluate('${new java.util.Date().time}', contextOf({}), { now: () => 1000 }).value).toBe(1000);
});

test('a map called execution that is no run is a map', () => {
  const context = contextOf({ execution: { stages: [{ name: 'x' }] } });
  expect(evaluate('${execution.stages[0].name}', context).value).toBe('x');
  expect(evaluate('${deployedServerGroups}', context).value).toBe('${deployedServerGroups}');
});
