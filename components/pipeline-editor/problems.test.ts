import { describe, expect, test } from 'vitest';
import type { Finding } from '#lib/pipelines/schema.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import { findProblems, type ProblemSources, stillTrue } from './problems.ts';

const DEPLOY: StageDescription = {
  type: 'deployManifest',
  label: 'Deploy',
  description: 'Deploys.',
  group: 'Deliver',
  icon: 'deploy',
  fields: [
    { name: 'account', label: 'Account', kind: 'account', required: true },
    {
      name: 'source',
      label: 'Source',
      kind: 'select',
      default: 'text',
      options: [
        { value: 'text', label: 'Text' },
        { value: 'artifact', label: 'Artifact' },
      ],
    },
    {
      name: 'manifests',
      label: 'Manifests',
      kind: 'yaml',
      isDocuments: true,
      required: true,
      showWhen: [{ field: 'source', in: ['text'] }],
    },
    { name: 'options.replicas', label: 'Replicas', kind: 'number', min: 0 },
  ],
};
const SOURCES: ProblemSources = {
  descriptions: [DEPLOY],
  lookups: { accounts: [{ name: 'staging' }, { name: 'production' }], applications: ['shop'] },
};

function problemsOf(stage: object, ...others: object[]): string[] {
  const base = {
    type: 'deployManifest',
    name: 'Deploy',
    refId: '1',
    account: 'staging',
    manifests: [{ kind: 'A' }],
  };
  const document = { name: 'Ship', stages: [{ ...base, ...stage }, ...others] };
  return findProblems(document, SOURCES).map(
    (problem) => `${problem.severity} ${problem.subject}: ${problem.message}`,
  );
}

describe('problems', () => {
  test('a stage that is filled in has none', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test('an unknown account comes with the nearest known one', () => {
    const document = {
      name: 'Ship',
      stages: [{ type: 'deployManifest', refId: '1', account: 'staging-2', manifests: [{}] }],
    };
    expect(findProblems(document, SOURCES)).toEqual([
      {
        severity: 'error',
        subject: 'deployManifest',
        message: 'the account `staging-2` does not exist.',
        path: ['stages', 0, 'account'],
        stageKey: '1',
        suggestion: 'staging',
      },
    ]);
  });

  test.each([
    [{ account: '' }, 'error Deploy: “Account” must be filled in.'],
    [{ manifests: [] }, 'error Deploy: “Manifests” must be filled in.'],
    [{ options: { replicas: 'many' } }, 'error Deploy: replicas must be a number or an expression.'],
    [{ options: { replicas: -1 } }, 'error Deploy: replicas must be at least 0.'],
    [{ source: 'textt' }, 'warning Deploy: source cannot be `textt`.'],
    [{ requisiteStageRefIds: ['9'] }, 'warning Deploy: it waits for stage `9`, which does not exist.'],
    [{ requisiteStageRefIds: ['1'] }, 'error Deploy: it waits for itself (Deploy → Deploy).'],
    [
      { type: 'deployManifset' },
      'warning Deploy: no stage of type `deployManifset` can be run here. It is kept as it is, and fails when a run reaches it.',
    ],
    [{ comments: 'see ${trigger.user' }, 'error Deploy: an expression is not closed with }.'],
    [
      { comments: "${#stage('Deplyo').status}" },
      'warning Deploy: an expression names the stage “Deplyo”, which does not exist.',
    ],
  ])('%j: %s', (stage, problem) => {
    expect(problemsOf(stage)).toEqual([problem]);
  });

  test('an expression is taken on trust, and a hidden field asks for nothing', () => {
    expect(problemsOf({ account: '${parameters.account}', options: { replicas: '${ 3 }' } })).toEqual([]);
    expect(problemsOf({ source: 'artifact', manifests: undefined })).toEqual([]);
  });

  test('two stages of one name warn at the second, two of one refId are errors at both', () => {
    const twin = { type: 'deployManifest', name: 'Deploy', refId: '1', account: 'staging', manifests: [{}] };
    expect(problemsOf({}, twin).map((words) => words.split(' ')[0])).toEqual(['error', 'error', 'warning']);
  });

  test('what the server finds at a field already named is not said twice', () => {
    const document = { name: 'Ship', stages: [{ type: 'deployManifest', refId: '1', manifests: [{}] }] };
    const validate = (): Finding[] => [
      { level: 'error', path: 'stages.0.account', message: 'Account is required.' },
      { level: 'error', path: 'triggers.0.cronExpression', message: 'This is no cron expression.' },
    ];
    const found = findProblems(document, { ...SOURCES, validate });
    expect(found.map((problem) => problem.message)).toEqual([
      '“Account” must be filled in.',
      'This is no cron expression.',
    ]);
    expect(found[1]?.subject).toBe('Triggers');
  });

  test('parameters need a name of their own', () => {
    const document = { name: '', parameterConfig: [{ name: 'a' }, { name: 'a' }, {}] };
    expect(findProblems(document, SOURCES).map((problem) => problem.path)).toEqual([
      ['name'],
      ['parameterConfig', 1, 'name'],
      ['parameterConfig', 2, 'name'],
    ]);
  });
});

test('a problem about a letter of a moment ago is not shown at the field that has gone on', () => {
  const judged = {
    stages: [
      { type: 'deployManifest', account: 'stagin' },
      { type: 'deployManifest', account: 'nope' },
    ],
  };
  const current = { stages: [{ ...judged.stages[0], account: 'staging' }, judged.stages[1]] };
  const problems = findProblems(judged, SOURCES).filter(({ path }) => path.at(-1) === 'account');
  expect(problems).toHaveLength(2);
  expect(stillTrue(problems, judged, current).map(({ path }) => path)).toEqual([['stages', 1, 'account']]);
});
