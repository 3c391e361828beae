import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { startPipeline } from '#lib/pipelines/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { startWorker } from './start-worker.ts';
import { player, type SeenRun, stageOf } from './testing/play.ts';

/** What a definition says, seen in runs of the whole worker (reference sections 1.2 to 1.4, 3.3 to 3.7). */
useTestDatabase();
let ana: Context;
let worker: { stop(): Promise<void> };
beforeAll(async () => {
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  const permissions = { READ: ['web'], WRITE: ['web'], EXECUTE: ['web'] };
  await createApplication(systemContext('test'), CreateApplication.parse({ name: 'shop', permissions }));
  worker = await startWorker();
});
afterAll(() => worker?.stop());

const { define, play } = player(() => ana, 'shop');
const noop = (refId: string, requisiteStageRefIds: string[] = [], rest: JsonObject = {}) => ({
  type: 'noop',
  name: `noop ${refId}`,
  refId,
  requisiteStageRefIds,
  ...rest,
});
/** Fails at once. */
const broken = (refId: string, requisiteStageRefIds: string[] = [], rest: JsonObject = {}) => ({
  ...noop(refId, requisiteStageRefIds, rest),
  type: 'teleport',
});
const variables = (refId: string, requires: string[], values: JsonObject, rest: JsonObject = {}) => ({
  ...noop(refId, requires, rest),
  type: 'evaluateVariables',
  variables: Object.entries(values).map(([key, value]) => ({ key, value })),
});
const statuses = (run: SeenRun) => [
  run.status,
  ...run.stages.filter((s) => s.parentId === null).map((s) => s.status),
];

test.each([
  ['stops everything', {}, ['TERMINAL', 'TERMINAL', 'NOT_STARTED', 'CANCELED']],
  [
    'stops its branch only',
    { failPipeline: false, continuePipeline: false },
    ['SUCCEEDED', 'STOPPED', 'NOT_STARTED', 'SUCCEEDED'],
  ],
  [
    'stops its branch and fails at the end',
    { failPipeline: false, completeOtherBranchesThenFail: true },
    ['TERMINAL', 'STOPPED', 'NOT_STARTED', 'SUCCEEDED'],
  ],
  [
    'is ignored',
    { failPipeline: false, continuePipeline: true },
    ['SUCCEEDED', 'FAILED_CONTINUE', 'SUCCEEDED', 'SUCCEEDED'],
  ],
  [
    'is ignored whatever failPipeline says',
    { continuePipeline: true },
    ['SUCCEEDED', 'FAILED_CONTINUE', 'SUCCEEDED', 'SUCCEEDED'],
  ],
])('a failed stage %s', async (_, flags, expected) => {
  const other = { ...noop('3'), type: 'wait', waitTime: 1 };
  expect(statuses(await play([broken('1', [], flags), noop('2', ['1']), other]))).toEqual(expected);
});

test('a join runs only when every branch went on', async () => {
  const join = noop('3', ['1', '2']);
  expect(statuses(await play([noop('1'), noop('2'), join]))).toEqual([
    'SUCCEEDED',
    'SUCCEEDED',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);
  const halted = await play([noop('1'), broken('2', [], { failPipeline: false }), join]);
  expect(statuses(halted)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'STOPPED', 'NOT_STARTED']);
});

test('stages without refIds run one after another', async () => {
  const bare = (name: string, value: string) => ({
    type: 'evaluateVariables',
    name,
    variables: [{ key: 'v', value }],
  });
  const run = await play([bare('a', '1'), bare('b', '${v}2'), bare('c', '${v}3')]);
  expect(stageOf(run, '2').outputs).toEqual({ v: '123' });
});

test('alias alone says what a stage does', async () => {
  const run = await play([noop('1', [], { type: 'somethingForPeople', alias: 'wait', waitTime: 0 })]);
  expect(statuses(run)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
});

test.each([
  ['true', 'SUCCEEDED'],
  ['parameters.go == "yes"', 'SUCCEEDED'],
  ['parameters.go == "no"', 'SKIPPED'],
  ['${parameters.go == "yes"}', 'SUCCEEDED'],
  ['', 'SUCCEEDED'],
  ['nothing.at.all', 'SKIPPED'],
  ['1 +', 'SKIPPED'],
  ['#stage("noop 9").hasSucceeded', 'SKIPPED'],
])('conditional on %j a stage ends %s, and those behind it run', async (expression, status) => {
  const stageEnabled = { type: 'expression', expression };
  const run = await play(
    [noop('1', [], { stageEnabled }), noop('2', ['1'])],
    {},
    { parameters: { go: 'yes' } },
  );
  expect(statuses(run)).toEqual(['SUCCEEDED', status, 'SUCCEEDED']);
});

test('a failed expression fails its stage only where the stage says so', async () => {
  const note = { note: '${nothing.deep()}' };
  const lax = await play([noop('1', [], note)]);
  expect(statuses(lax)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(stageOf(lax, '1').context).toMatchObject({
    note: note.note,
    expressionEvaluationSummary: expect.anything(),
  });
  const strict = await play([noop('1', [], { ...note, failOnFailedExpressions: true })]);
  expect(statuses(strict)).toEqual(['TERMINAL', 'TERMINAL']);
});

test('version 3 evaluates stages at the start, version 4 when they begin', async () => {
  const stages = [
    variables('1', [], { tag: 'new' }),
    noop('2', ['1'], { note: '${parameters.tag}', late: '${tag}' }),
  ];
  const rest = { parameterConfig: [{ name: 'tag', default: 'given' }] };
  for (const spelEvaluator of ['v3', 'v4']) {
    const run = await play(stages, { ...rest, spelEvaluator });
    expect(stageOf(run, '2').context).toMatchObject({ note: 'given', late: 'new' });
  }
});

test('parameters take what a start gives, even nothing, else their default, and keep what nobody declared', async () => {
  const parameterConfig = [{ name: 'a', default: '1' }, { name: 'b', default: '2' }, { name: 'c' }];
  const run = await play(
    [variables('1', [], { all: '${parameters}' })],
    { parameterConfig },
    { parameters: { a: '', z: 'x' } },
  );
  expect(stageOf(run, '1').outputs.all).toEqual({ a: '', b: '2', c: null, z: 'x' });
});

test('a parameter that is required or has options is held to it when a person starts the pipeline', async () => {
  const parameterConfig = [
    { name: 'env', required: true, hasOptions: true, options: [{ value: 'prod' }, { value: 'test' }] },
  ];
  const { id } = await define([noop('1')], { parameterConfig });
  const begin = (parameters: JsonObject) => startPipeline(ana, { pipelineId: id, parameters });
  await expect(begin({})).rejects.toThrow(/Give a value for "env"/);
  await expect(begin({ env: 'moon' })).rejects.toThrow(/not one of the values/);
  await expect(begin({ env: 'prod' })).resolves.toBeDefined();
});

test('a disabled pipeline and an instance of a template do not start, and say why', async () => {
  const off = await define([noop('1')], { disabled: true });
  await expect(startPipeline(ana, { pipelineId: off.id, parameters: {} })).rejects.toThrow(/is disabled/);
  const template = { reference: 'spinnaker://release' };
  const made = await define([], { type: 'templatedPipeline', schema: 'v2', template });
  await expect(startPipeline(ana, { pipelineId: made.id, parameters: {} })).rejects.toThrow(
    /template "release"/,
  );
});

test('the same correlation id starts one run', async () => {
  const { id } = await define([noop('1')]);
  const begin = () => startPipeline(ana, { pipelineId: id, parameters: {}, correlationId: 'the-same-id' });
  const [first, second] = [await begin(), await begin()];
  expect([first.isNew, second.isNew, second.executionId]).toEqual([true, false, first.executionId]);
});

test('a wait that no calendar can hold neither breaks the run nor ends early', async () => {
  const { start, until } = player(() => ana, 'shop');
  const id = await start([{ ...noop('1'), type: 'wait', waitTime: 1e15 }], { name: 'a very long wait' });
  const run = await until(id, (each) => stageOf(each, '1').status === 'RUNNING');
  expect(run.status).toBe('RUNNING');
});
