import { expect, test } from 'vitest';
import { isKnownStageKind } from '#lib/stages/schema.ts';
import { fillParameters, isShown, parameterFaults, parsePipeline, validatePipeline } from './index.ts';

const words = (raw: Record<string, unknown>) =>
  validatePipeline({ name: 'P', application: 'shop', ...raw }, isKnownStageKind).map((each) => each.message);
const stage = (type: string, rest = {}) => ({ type, name: type, refId: '1', ...rest });

test('stages without any refId stand in a line, in the order written', () => {
  const { stages } = parsePipeline({ stages: [{ type: 'wait' }, { type: 'noop', name: 'N' }] });
  expect(stages.map(({ refId, requisiteStageRefIds, name }) => [refId, requisiteStageRefIds, name])).toEqual([
    ['0', [], 'wait'],
    ['1', ['0'], 'N'],
  ]);
});

test('numbers as refIds and one requisite without a list are read as old documents write them', () => {
  const { stages } = parsePipeline({
    stages: [
      { type: 'wait', refId: 1 },
      { type: 'wait', refId: 2, requisiteStageRefIds: 1 },
      { type: 'wait', refId: '3', requisiteStageRefIds: [1, '2'] },
    ],
  });
  expect(stages.map((each) => each.requisiteStageRefIds)).toEqual([[], ['1'], ['1', '2']]);
});

test.each([['*'], [['*']], [['*', '1']], [[]], [''], [null], [undefined]])(
  'a stage that requires %j is an initial one, and nothing is missing',
  (requisiteStageRefIds) => {
    const stages = [stage('wait'), stage('wait', { refId: '2', requisiteStageRefIds })];
    expect(parsePipeline({ stages }).stages[1]?.requisiteStageRefIds).toEqual([]);
    expect(words({ stages })).toEqual([]);
  },
);

test('alias alone chooses the kind, a foreign provider is part of the name', () => {
  const kinds = parsePipeline({
    stages: [
      { type: 'runJobManifest', alias: 'runJob', refId: '1' },
      { type: 'bake', providerType: 'gce', refId: '2' },
      { type: 'bake', providerType: 'aws', refId: '3' },
    ],
  }).stages.map((each) => each.kind);
  expect(kinds).toEqual(['runJob', 'bake_gce', 'bake']);
});

test.each([
  ['v4', 'v4'],
  ['v3', 'v3'],
  ['v2', 'v3'],
  [undefined, 'v3'],
  ['v9', 'v3'],
])('spelEvaluator %s means %s', (given, meant) => {
  expect(parsePipeline({ spelEvaluator: given }).spelEvaluator).toBe(meant);
});

test('what a start supplies wins even when empty, and what nobody declared is kept', () => {
  const { parameters } = parsePipeline({ parameterConfig: [{ name: 'a', default: '1' }, { name: 'b' }] });
  expect(fillParameters(parameters, { a: '', extra: 'x' })).toEqual({ a: '', b: null, extra: 'x' });
});

test('a parameter under a condition is asked for only when the condition holds', () => {
  const [env, replicas] = parsePipeline({
    parameterConfig: [
      { name: 'env', required: true, hasOptions: true, options: [{ value: 'prod' }, { value: 'test' }] },
      {
        name: 'replicas',
        required: true,
        conditional: true,
        condition: { parameter: 'env', comparator: '=', comparatorValue: 'prod' },
      },
    ],
  }).parameters;
  if (!env || !replicas) throw new Error('Two parameters were declared.');
  expect(isShown(replicas, { env: 'test' })).toBe(false);
  expect(parameterFaults([env, replicas], { env: 'test' })).toEqual([]);
  expect(parameterFaults([env, replicas], { env: 'prod' })[0]?.message).toMatch(/replicas/);
  expect(parameterFaults([env], { env: 'moon' })[0]?.message).toMatch(/not one of the values/);
});

test.each([
  ['>', '10', '9', true],
  ['<', '10', '9', false],
  ['>=', '2', '2.0', true],
  ['!=', 'a', 'b', true],
  ['==', 'a', 'a', true],
  ['<', 'b', 'a', false],
])('the condition x %s y compares numbers as numbers and words as words', (comparator, x, y, holds) => {
  const [parameter] = parsePipeline({
    parameterConfig: [{ name: 'p', condition: { parameter: 'x', comparator, comparatorValue: y } }],
  }).parameters;
  if (!parameter) throw new Error('A parameter was declared.');
  expect(isShown(parameter, { x })).toBe(holds);
});

test('what cannot run here is said for each stage, with what it is and what to use', () => {
  expect(words({ stages: [stage('jenkins')] })[0]).toMatch(
    /"jenkins" starts a Jenkins job\. Call its address/,
  );
  expect(words({ stages: [stage('deploy', { providerType: 'gce' })] })[0]).toMatch(/cloud provider/);
  expect(words({ stages: [stage('madeUp')] })[0]).toMatch(/not a stage that Foredeck knows/);
  expect(words({ stages: [stage('wait')] })).toEqual([]);
});

test('an instance of a template says which template it needs and what to do', () => {
  const template = { reference: 'spinnaker://release:latest' };
  expect(words({ type: 'templatedPipeline', schema: 'v2', template, stages: [] })[0]).toMatch(
    /template "release:latest".*version 2.*Export the planned pipeline/,
  );
  const config = { schema: '1', pipeline: { template: { source: 'http://x/t.yml' } } };
  expect(words({ type: 'templatedPipeline', config })[0]).toMatch(/http:\/\/x\/t\.yml.*version 1/);
});

test('a template itself is refused, with its name', () => {
  const findings = validatePipeline({ schema: 'v2', id: 't', metadata: { name: 't' }, pipeline: {} });
  expect(findings).toMatchObject([{ level: 'error', message: expect.stringContaining('not a pipeline') }]);
});

test('triggers that start nothing here are named, disabled ones are not', () => {
  const triggers = [
    { type: 'cron', enabled: true },
    { type: 'git', enabled: false },
  ];
  expect(words({ triggers, stages: [] })).toEqual([expect.stringMatching(/"cron" is kept/)]);
});

test('circles, self-references, missing and doubled references are named', () => {
  const wait = (refId: string, requisiteStageRefIds: string[]) =>
    stage('wait', { refId, requisiteStageRefIds });
  expect(words({ stages: [wait('1', ['2']), wait('2', ['1'])] })[0]).toMatch(/wait for each other/);
  expect(words({ stages: [wait('1', ['1'])] })[0]).toMatch(/depends on itself/);
  expect(words({ stages: [wait('1', ['7'])] })[0]).toMatch(/does not exist/);
  expect(words({ stages: [wait('1', []), wait('1', [])] })[0]).toMatch(/share the refId 1/);
});

test('a notification that Foredeck cannot send is named with the reason, one with an expression is not', () => {
  const notifications = [
    { type: 'email', address: 'team@shop.example', when: ['pipeline.failed'] },
    { type: 'slack', address: '#releases' },
    { type: 'slack', address: 'https://hooks.example/1' },
    { type: 'webhook', address: '${parameters.receiver}' },
  ];
  const stage = { type: 'wait', name: 'Pause', refId: '1', notifications };
  const found = (rest: object) =>
    validatePipeline({ name: 'p', application: 'shop', stages: [stage], ...rest }).map(
      ({ path, message }) => [path, message.replace('This notification is kept and not sent. ', '')],
    );
  expect(found({ notifications })).toEqual([
    ['notifications.0.type', expect.stringContaining('no channel "email"')],
    ['notifications.1.address', expect.stringContaining('"#releases" is not a web address')],
  ]);
  expect(found({ stages: [{ ...stage, sendNotifications: true }] }).map(([path]) => path)).toEqual([
    'stages.0.notifications.0.type',
    'stages.0.notifications.1.address',
  ]);
});
