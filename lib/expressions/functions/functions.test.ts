import { expect, test } from 'vitest';
import { contextOf, type ExpressionHost, evaluate, evaluateAsync, functionCatalogue } from '../index.ts';

const stages = [
  {
    id: 's1',
    refId: '1',
    name: 'Bake',
    type: 'bakeManifest',
    status: 'SUCCEEDED',
    outputs: { tag: 'v1', artifacts: [{ type: 'docker/image' }] },
  },
  {
    id: 's2',
    refId: '2',
    name: 'Judge',
    type: 'manualJudgment',
    status: 'SUCCEEDED',
    requisiteStageRefIds: ['1'],
    context: { judgmentInput: 'go' },
  },
  {
    id: 's3',
    refId: '3',
    name: 'Deploy',
    type: 'deployManifest',
    status: 'SUCCEEDED',
    requisiteStageRefIds: ['2'],
    context: {
      'outputs.manifests': [
        { kind: 'ReplicaSet', spec: { template: { metadata: { labels: { app: 'web' } } } } },
      ],
    },
  },
  {
    id: 's4',
    refId: '4',
    name: 'Old deploy',
    type: 'createServerGroup',
    status: 'SUCCEEDED',
    context: {
      account: 'test',
      availabilityZones: { east: ['a'] },
      'deploy.server.groups': { east: ['web-v001'] },
    },
  },
];

const execution = {
  id: 'E1',
  application: 'web',
  stages,
  authentication: { user: 'me@example.com' },
  trigger: {
    type: 'manual',
    resolvedExpectedArtifacts: [
      { boundArtifact: { type: 'docker/image', name: 'nginx', reference: 'nginx:1' } },
    ],
  },
};

const context = {
  ...contextOf({ execution, names: { a: 1 }, real: 2.5 }),
  currentStageId: 's3',
  user: 'me@example.com',
};

const value = (expression: string): unknown => {
  const text = `\${${expression}}`;
  const evaluation = evaluate(text, context);
  return evaluation.failed ? Object.values(evaluation.summary)[0]?.[0]?.description : evaluation.value;
};

test.each([
  ["#toInt('5') + 1", 6],
  ["#toFloat('1.5')", 1.5],
  ["#toBoolean('TRUE')", true],
  ["#toBoolean('yes')", false],
  ["#fromBase64(#toBase64('héllo'))", 'héllo'],
  ["#alphanumerical('Feature/ABC_1.2-x')", 'FeatureABC12x'],
  ['#toJson(names)', '{"a":1}'],
  ['#toJson(2.0)', '2.0'],
  ["#toJson(#doNotEval('${x}'))", '"${x}"'],
  ['#readJson(\'{"a":[1,{"b":2}]}\').a[1].b', 2],
  ["#readYaml('a: yes').a", true],
  ["#readYaml('a: 0644').a", 420],
  ["#readAllYaml('a: 1\n---\nb: 2')", [{ a: 1 }, { b: 2 }]],
  ["#stage('Bake').outputs.tag", 'v1'],
  ["#stage('s1').name", 'Bake'],
  ["#stage('Bake').hasSucceeded", true],
  ["#stage('Deploy').context.tag", 'v1'],
  ["#stageExists('Nope')", false],
  ["#stageByRefId('2').name", 'Judge'],
  ['#currentStage().name', 'Deploy'],
  ['#currentUser()', 'me@example.com'],
  ["#judgment('Judge')", 'go'],
  ["#judgement('Judge')", 'go'],
  ["#triggerResolvedArtifact('nginx').reference", 'nginx:1'],
  ["#triggerResolvedArtifactByType('docker/image').name", 'nginx'],
  ['#resolvedArtifacts()', [{ type: 'docker/image' }]],
  ["#manifestLabelValue('Deploy', 'ReplicaSet', 'app')", 'web'],
  ['#deployedServerGroups()[0].serverGroup', 'web-v001'],
  ['deployedServerGroups[0].region', 'east'],
  ["#cfServiceKey('none')", {}],
])('%s is %j', (expression, expected) => {
  expect(value(expression)).toEqual(expected);
});

test.each([
  ["#toInt(' 5')", /toInt failed: For input string/],
  ['#toInt()', /takes 1 argument, not 0/],
  ["#toJson({a: '${x}'})", /cannot contain an expression/],
  ["#readJson('5')", /neither a map nor a list/],
  ["#readYaml('a: !!java.io.File x')", /readYaml failed/],
  ["#stage('Nope')", /no stage 'Nope' in execution E1/],
  ["#judgment('Bake')", /no manual judgment 'Bake'/],
  ["#manifestLabelValue('Deploy', 'Service', 'app')", /must be Deployment or ReplicaSet/],
  ["#triggerResolvedArtifact('redis')", /no resolved artifact 'redis'/],
  ["#pipelineId('x')", /not available here/],
  ["#fromUrl('ftp://example.com')", /scheme ftp: is not allowed/],
  ["#fromUrl('http://localhost/')", /host localhost is not allowed/],
  ['#nosuch()', /function '#nosuch' is not known/],
])('%s fails in words', (expression, expected) => {
  expect(value(expression)).toMatch(expected);
});

test('functions of the host are asked for, once a question, and answers may lead to more questions', async () => {
  const asked: string[] = [];
  const host: ExpressionHost = {
    fetchText: async (url) => {
      asked.push(url);
      return url.endsWith('/first') ? '{"next": "http://example.com/second"}' : 'a=1\nb = two';
    },
    findPipelineId: (application, name) => (name === 'known' ? `${application}-id` : null),
  };
  const evaluation = await evaluateAsync(
    {
      both: "${#propertiesFromUrl(#jsonFromUrl('http://example.com/first').next).b}",
      again: "${#fromUrl('http://example.com/first')}",
      id: "${#pipelineId('known')}",
      none: "${#pipelineIdOrNull('x') == null}",
    },
    context,
    { host },
  );
  expect(evaluation.value).toEqual({
    both: 'two',
    again: '{"next": "http://example.com/second"}',
    id: 'web-id',
    none: true,
  });
  expect(evaluation.failed).toBe(false);
  expect(asked).toEqual(['http://example.com/first', 'http://example.com/second']);
});

test('a manifest of half a megabyte can be written as JSON and read again', () => {
  const names = Array.from({ length: 3000 }, (_, index) => ({
    metadata: { name: `n${index}`, labels: { text: 'x'.repeat(100) } },
  }));
  const result = evaluate('${#readJson(#toJson(names))[2999].metadata.name}', contextOf({ names }));
  expect(result.value).toBe('n2999');
});

test('references of the artifact store are looked up, other text is itself', async () => {
  const host: ExpressionHost = { fetchReference: async () => 'SGVsbG8=' };
  const value = [
    "${#fromBase64('ref://web/abc')}",
    "${#fetchReference('ref://web/abc')}",
    "${#fetchReference('plain')}",
  ];
  expect((await evaluateAsync(value, context, { host })).value).toEqual(['Hello', 'SGVsbG8=', 'plain']);
});

test('a host that refuses makes the expression fail in its words', async () => {
  const host: ExpressionHost = { fetchText: () => Promise.reject(new Error('the address is private')) };
  const { summary } = await evaluateAsync("${#fromUrl('http://example.com/')}", context, { host });
  expect(Object.values(summary)[0]?.[0]?.description).toContain('the address is private');
});

test('without waiting, a promise of the host counts as a failure', () => {
  const host: ExpressionHost = { fetchText: () => Promise.reject(new Error('late')) };
  const { failed } = evaluate("${#fromUrl('http://example.com/')}", context, { host });
  expect(failed).toBe(true);
});

test('the catalogue describes every function and its arguments', () => {
  expect(functionCatalogue.length).toBeGreaterThan(30);
  expect(functionCatalogue.find((entry) => entry.name === 'pipelineIdInApplication')?.signature).toBe(
    '#pipelineIdInApplication(name, application)',
  );
  expect(
    functionCatalogue.every((entry) => entry.description.endsWith('.') || entry.description.length > 10),
  ).toBe(true);
});

test('YAML is read as the original reads it: yes, on and 0644 mean more, y, n and a lone dot are text', () => {
  const text = 'a: y\nb: yes\nc: n\nd: Off\ne: .\nf: 0644\ng: 1:30\nh: 1_000\ni: "yes"\nj: .5';
  const { value } = evaluate('${#readYaml(text)}', contextOf({ text }));
  expect(value).toEqual({
    a: 'y',
    b: true,
    c: 'n',
    d: false,
    e: '.',
    f: 420,
    g: 90,
    h: 1000,
    i: 'yes',
    j: 0.5,
  });
});
