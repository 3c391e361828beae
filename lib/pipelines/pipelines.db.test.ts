import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { restartStage } from '#lib/engine/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { Conflict } from '#lib/platform/errors.ts';
import {
  announceEditor,
  createPipeline,
  deletePipeline,
  getPipeline,
  getRevision,
  listPipelines,
  listRevisions,
  reorderPipelines,
  rerunExecution,
  savePipeline,
  startPipeline,
} from './index.ts';
import type { PipelineDocument } from './schema.ts';

useTestDatabase();
const system = systemContext('test');
const VECTORS = resolve(
  process.env.FOREDECK_VECTORS ?? join(import.meta.dirname, '../../../shared/vectors'),
  'pipelines',
);
let ana: Context;
let sam: Context;
let stranger: Context;

beforeAll(async () => {
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  sam = (await addPerson('sam', { teams: ['sre'] })).ctx;
  stranger = (await addPerson('ben')).ctx;
  const permissions = { READ: ['web', 'sre'], WRITE: ['web'], EXECUTE: ['web'] };
  await createApplication(system, CreateApplication.parse({ name: 'shop', permissions }));
  await createApplication(system, CreateApplication.parse({ name: 'corpus' }));
});
const make = (definition: PipelineDocument, ctx = ana, application = 'shop') =>
  createPipeline(ctx, application, { definition, message: '' });
const stagesOf = (executionId: string) => database().stageExecution.findMany({ where: { executionId } });
const wait = (refId: string, requisiteStageRefIds: string[] = []) => ({
  type: 'wait',
  name: refId,
  refId,
  requisiteStageRefIds,
  waitTime: 1,
});

test('names are unique in an application whatever their case', async () => {
  await make({ name: 'Deploy', stages: [] });
  await expect(make({ name: ' dePLOY ', stages: [] })).rejects.toThrow(
    'shop has a pipeline "Deploy" already.',
  );
  const other = await make({ name: 'other', stages: [] });
  const rename = { definition: { name: 'DEPLOY', stages: [] }, message: '' };
  await expect(savePipeline(ana, other.id, rename, undefined)).rejects.toThrow(/Choose another name/);
});

test('of two editors the second gets the current document to compare with, and nothing is overwritten', async () => {
  const made = await make({ name: 'edited', stages: [], description: 'begin' });
  const save = (description: string, revision: number) =>
    savePipeline(
      ana,
      made.id,
      { definition: { name: 'edited', stages: [], description }, message: description },
      revision,
    );
  await save('first', 1);
  const refusal = await save('second', 1).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Conflict);
  expect(refusal).toMatchObject({
    message: 'ana saved revision 2 of this pipeline while you edited revision 1.',
    details: { current: { revision: 2, definition: { description: 'first' } } },
  });
  expect((await getPipeline(ana, made.id)).description).toBe('first');
});

test('of many who save the same revision at once, exactly one wins', async () => {
  const made = await make({ name: 'raced', stages: [] });
  const saves = Array.from({ length: 5 }, (_, index) =>
    savePipeline(ana, made.id, { definition: { name: 'raced', stages: [], index }, message: '' }, 1),
  );
  const outcomes = await Promise.allSettled(saves);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect((await getPipeline(ana, made.id)).revision).toBe(2);
});

test('every revision can be read as it was', async () => {
  const made = await make({ name: 'history', stages: [], step: 1 });
  await savePipeline(
    ana,
    made.id,
    { definition: { name: 'history', stages: [], step: 2 }, message: 'more' },
    1,
  );
  const revisions = await listRevisions(sam, made.id);
  expect(revisions.map(({ revision, message, author }) => [revision, message, author])).toEqual([
    [2, 'more', 'ana'],
    [1, '', 'ana'],
  ]);
  expect((await getRevision(sam, made.id, 1)).definition).toMatchObject({ step: 1 });
  await expect(getRevision(sam, made.id, 9)).rejects.toThrow('This pipeline has no revision 9.');
});

test('what Foredeck does not know is kept at every level', async () => {
  const odd = {
    name: 'odd',
    futureKey: { deep: [1, { er: null }] },
    stages: [{ ...wait('1'), 'x-unknown': { a: [] }, waitTime: '30' }],
    parameterConfig: [{ name: 'v', pinnedOnTop: true }],
  };
  const made = await make(odd);
  expect((await getPipeline(ana, made.id)).definition).toEqual({ ...odd, id: made.id, application: 'shop' });
});

test.each([
  ['no name', { stages: [] }, 'Give the pipeline a name.'],
  ['stages that are no list', { name: 'x', stages: {} }, '"stages" must be a list.'],
  [
    'a circle',
    { name: 'x', stages: [wait('a', ['b']), wait('b', ['a'])] },
    /wait for each other: "[ab]" -> "[ab]" -> "[ab]"/,
  ],
  ['a stage that waits for itself', { name: 'x', stages: [wait('a', ['a'])] }, 'Stage "a" depends on itself'],
  ['two stages with one refId', { name: 'x', stages: [wait('a'), wait('a')] }, 'share the refId a'],
  [
    'two parameters of one name',
    { name: 'x', stages: [], parameterConfig: [{ name: 'v' }, { name: 'v' }] },
    'Two parameters are called "v"',
  ],
] as const)('%s: refused with a sentence, and nothing is stored', async (_, definition, words) => {
  const before = await database().pipeline.count();
  await expect(make(structuredClone(definition) as PipelineDocument)).rejects.toThrow(words);
  expect(await database().pipeline.count()).toBe(before);
});

test('an unknown stage kind and a dangling reference are kept, and told', async () => {
  const stages = [{ ...wait('a', ['gone']), type: 'teleport' }];
  const made = await make({ name: 'strange', stages });
  expect(made.findings.map((finding) => [finding.level, finding.message])).toEqual([
    ['warning', expect.stringContaining('"teleport" is not a stage that Foredeck knows')],
    ['warning', expect.stringContaining('depends on stage gone, which does not exist')],
  ]);
  expect(made.definition.stages).toEqual(stages);
});

test('strangers do not learn that a pipeline exists; readers may not change it', async () => {
  const made = await make({ name: 'guarded', stages: [] });
  await expect(getPipeline(stranger, made.id)).rejects.toThrow('There is no such pipeline.');
  await expect(deletePipeline(stranger, made.id)).rejects.toThrow('There is no such pipeline.');
  await expect(deletePipeline(sam, made.id)).rejects.toThrow(/needs WRITE/);
  await expect(startPipeline(sam, { pipelineId: made.id, parameters: {} })).rejects.toThrow(/needs EXECUTE/);
});

test('the order that people gave stays, and what they did not name follows', async () => {
  const before = await listPipelines(ana, 'shop');
  const last = before.at(-1)?.id ?? '';
  await reorderPipelines(ana, 'shop', [last, 'unknown', last]);
  const after = (await listPipelines(ana, 'shop')).map((each) => each.id);
  expect(after).toEqual([last, ...before.map((each) => each.id).filter((id) => id !== last)]);
});

test('parameters of a start: missing and not allowed are named by field, defaults fill, extra ones stay', async () => {
  const { id } = await make({
    name: 'asks',
    stages: [wait('1')],
    parameterConfig: [
      { name: 'version', required: true },
      { name: 'size', hasOptions: true, options: [{ value: 'small' }, { value: 'large' }], default: 'small' },
    ],
  });
  await expect(startPipeline(ana, { pipelineId: id, parameters: { size: 'huge' } })).rejects.toMatchObject({
    status: 400,
    faults: [
      { field: 'parameters.version', message: 'Give a value for "version".' },
      { field: 'parameters.size', message: '"huge" is not one of the values of "size": small, large.' },
    ],
  });
  const { executionId } = await startPipeline(ana, {
    pipelineId: id,
    parameters: { version: '1', note: 'x' },
  });
  const body = await database().executionBody.findUniqueOrThrow({ where: { executionId } });
  expect(body.trigger).toMatchObject({
    type: 'manual',
    user: 'ana',
    parameters: { version: '1', size: 'small', note: 'x' },
  });
});

test('a repeated start with one correlation id is one run; a disabled pipeline does not start', async () => {
  const { id } = await make({ name: 'once', stages: [wait('1')] });
  const start = { pipelineId: id, parameters: {}, correlationId: 'click-12345' };
  const first = await startPipeline(ana, start);
  expect(await startPipeline(ana, start)).toEqual({ executionId: first.executionId, isNew: false });
  await savePipeline(
    ana,
    id,
    { definition: { name: 'once', stages: [], disabled: true }, message: '' },
    undefined,
  );
  await expect(startPipeline(ana, { pipelineId: id, parameters: {} })).rejects.toThrow(
    'The pipeline "once" is disabled.',
  );
});

test('what could not be prepared is refused, and stays in the history as a failed run with its reason', async () => {
  const expectedArtifacts = [
    { id: 'image', displayName: 'image', matchArtifact: { name: 'web' }, usePriorArtifact: true },
  ];
  const { id } = await make({ name: 'picky', stages: [wait('1')], expectedArtifacts });
  const start = { pipelineId: id, parameters: {}, correlationId: 'event-1' };
  const words = 'Nothing fits the expected artifact "image": give it, or let it have a default.';
  const refusal: unknown = await startPipeline(ana, start).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ status: 400, message: words, faults: [{ field: 'artifacts' }] });
  const runs = await database().execution.findMany({ where: { pipelineConfigId: id } });
  expect(runs).toMatchObject([
    {
      status: 'TERMINAL',
      number: 1,
      startTime: null,
      endTime: expect.any(Date),
      cancellationReason: `It could not begin: ${words}`,
      user: 'ana',
    },
  ]);
  const executionId = runs[0]?.id ?? '';
  expect(refusal).toMatchObject({ details: { executionId } });
  expect(await database().stageExecution.findMany({ where: { executionId } })).toMatchObject([
    { refId: '1', status: 'NOT_STARTED' },
  ]);
  const audited = await database().auditEntry.findMany({ where: { subject: `execution ${executionId}` } });
  expect(audited).toMatchObject([
    { action: 'execution.start-failed', summary: expect.stringContaining(words) },
  ]);
  const events = await database().liveEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });
  expect(events[0]?.payload).toMatchObject({ kind: 'execution.changed', executionId, status: 'TERMINAL' });

  await expect(startPipeline(ana, start)).rejects.toMatchObject({ details: { executionId } });
  expect(await database().execution.count({ where: { pipelineConfigId: id } })).toBe(1);
  const restart = { executionId, stageId: (await stagesOf(executionId))[0]?.id ?? '' };
  await expect(restartStage(ana, { find: () => undefined }, restart)).rejects.toThrow(
    /before it could begin/,
  );
});

test('a run that could not begin hides no artifact of an earlier one', async () => {
  const expectedArtifacts = [{ id: 'image', matchArtifact: { name: 'web' }, usePriorArtifact: true }];
  const definition = { name: 'prior', stages: [wait('1')], expectedArtifacts };
  const { id } = await make(definition);
  const image = { type: 'docker/image', name: 'web', reference: 'web:3' };
  const start = { pipelineId: id, parameters: {} };
  await startPipeline(ana, { ...start, artifacts: [image] });
  await savePipeline(ana, id, { definition: { ...definition, disabled: true }, message: '' }, undefined);
  await expect(startPipeline(ana, start)).rejects.toThrow('is disabled');
  await savePipeline(ana, id, { definition, message: '' }, undefined);
  const { executionId } = await startPipeline(ana, start);
  const body = await database().executionBody.findUniqueOrThrow({ where: { executionId } });
  expect(body.trigger).toMatchObject({ artifacts: [image] });
});

test('an expression that cannot be evaluated at the start leaves its text, and is told of', async () => {
  const { id } = await make({
    name: 'odd words',
    description: '${trigger.nothing.here}',
    stages: [wait('1')],
  });
  const { executionId } = await startPipeline(ana, { pipelineId: id, parameters: {} });
  const body = await database().executionBody.findUniqueOrThrow({ where: { executionId } });
  expect(body.definition).toMatchObject({ description: '${trigger.nothing.here}' });
  expect(body.extra).toMatchObject({
    expressionEvaluationSummary: { 'trigger.nothing.here': [expect.anything()] },
  });
});

test('a draft is rehearsed in place of what is saved, and never run', async () => {
  const { id } = await make({ name: 'drafted', stages: [wait('saved')] });
  const draft = { name: 'drafted', stages: [wait('new')] };
  const { executionId } = await startPipeline(ana, { pipelineId: id, parameters: {}, isDryRun: true, draft });
  const stages = await database().stageExecution.findMany({ where: { executionId } });
  expect(stages.map(({ refId }) => refId)).toEqual(['new']);
  expect((await getPipeline(ana, id)).definition).toMatchObject({ stages: [{ refId: 'saved' }] });
  await expect(startPipeline(ana, { pipelineId: id, parameters: {}, draft })).rejects.toThrow(
    'Only a dry run can take a document that is not saved.',
  );
});

test('who has the editor open is told to the readers of the application', async () => {
  const { id } = await make({ name: 'looked at', stages: [] });
  const here = { tab: 'tab-of-sam', stage: '2', isGone: false };
  await announceEditor(sam, id, here);
  const [event] = await database().liveEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });
  expect(event?.payload).toMatchObject({
    kind: 'pipeline.edited',
    application: 'shop',
    pipelineId: id,
    editor: { ...here, name: 'sam' },
  });
  await expect(announceEditor(stranger, id, here)).rejects.toThrow('There is no such pipeline.');
});

test('a rerun has the same parameters and artifacts, and a person of its own', async () => {
  const { id } = await make({ name: 'again', stages: [wait('1')] });
  const artifacts = [{ type: 'docker/image', name: 'web', reference: 'web:2' }];
  const first = await startPipeline(ana, { pipelineId: id, parameters: { version: '7' }, artifacts });
  const second = await rerunExecution(ana, first.executionId);
  const body = await database().executionBody.findUniqueOrThrow({
    where: { executionId: second.executionId },
  });
  expect(body.trigger).toMatchObject({ parameters: { version: '7' }, artifacts, rerunOf: first.executionId });
  await expect(rerunExecution(stranger, first.executionId)).rejects.toThrow('There is no such run');
  await deletePipeline(ana, id);
  await expect(rerunExecution(ana, first.executionId)).rejects.toThrow('its pipeline was deleted');
});

test.runIf(existsSync(VECTORS))(
  'every pipeline of the corpus is saved and read back equal',
  async () => {
    const misses: string[] = [];
    const files = globSync('*.json', { cwd: VECTORS });
    expect(files.length).toBeGreaterThan(50);
    for (const [index, file] of files.entries()) {
      const text: unknown = JSON.parse(readFileSync(join(VECTORS, file), 'utf8'));
      const document = Array.isArray(text) ? text[0] : text;
      const definition = { ...document, name: `${index} ${document.name ?? file}` };
      try {
        const { id } = await make(definition, system, 'corpus');
        const { definition: kept } = await getPipeline(system, id);
        expect(kept).toEqual({ ...definition, name: definition.name.trim(), id, application: 'corpus' });
      } catch (error) {
        misses.push(`${file}: ${error instanceof Error ? error.message.slice(0, 300) : error}`);
      }
    }
    expect(misses).toEqual([]);
  },
  120_000,
);
