import { beforeAll, expect, test } from 'vitest';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { completeExpression, createPipeline, evaluateExpression, startPipeline } from '../index.ts';

useTestDatabase();
const system = systemContext('test');
const definition = {
  name: 'Release',
  parameterConfig: [{ name: 'version', default: '1.0' }, { name: 'region' }],
  stages: [
    { type: 'evaluateVariables', name: 'Names', refId: '1', variables: [{ key: 'image', value: 'web' }] },
    { type: 'manualJudgment', name: 'Ask', refId: '2', requisiteStageRefIds: ['1'] },
    { type: 'wait', name: 'Rest', refId: '3', requisiteStageRefIds: ['2'], waitTime: 30 },
  ],
};
let ana: Context;
let ben: Context;
let executionId: string;
let pipelineId: string;

beforeAll(async () => {
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  ben = (await addPerson('ben')).ctx;
  const permissions = { READ: ['web'], WRITE: ['web'], EXECUTE: ['web'] };
  for (const name of ['shop', 'vault'])
    await createApplication(
      system,
      CreateApplication.parse({ name, permissions: name === 'shop' ? permissions : { READ: ['others'] } }),
    );
  pipelineId = (await createPipeline(ana, 'shop', { definition, message: '' })).id;
  await createPipeline(system, 'vault', { definition: { name: 'Secret', stages: [] }, message: '' });
  ({ executionId } = await startPipeline(ana, { pipelineId, parameters: { version: '2.5', extra: 'x' } }));
  const stage = await database().stageExecution.findFirstOrThrow({ where: { executionId, refId: '1' } });
  await database().stageData.update({
    where: { stageId: stage.id },
    data: { outputs: { image: 'registry/web:7' } },
  });
});

const evaluate = (text: string, against = {}, ctx = ana) =>
  evaluateExpression(ctx, 'shop', { text, executionId, ...against });
const labelsAt = async (text: string, against = {}) => {
  const cursor = text.indexOf('|');
  const input = { text: text.replace('|', ''), cursor, ...against };
  return (await completeExpression(ana, 'shop', input)).completions.map((entry) => entry.label);
};

test('a text is evaluated against a past run, with its type', async () => {
  expect(await evaluate('v${parameters.version}')).toMatchObject({
    value: 'v2.5',
    type: 'String',
    executionId,
  });
  expect(await evaluate('${1 + 2}')).toMatchObject({ value: 3, type: 'Integer' });
  expect(await evaluate('${image}', { stage: '3' })).toMatchObject({ value: 'registry/web:7' });
  expect(await evaluate('${waitTime}', { stage: '3' })).toMatchObject({ value: 30 });
  expect(await evaluate('${#currentUser()}')).toMatchObject({ value: 'ana' });
  expect(await evaluate('${execution.stages.![name]}')).toMatchObject({ value: ['Names', 'Ask', 'Rest'] });
  expect(await evaluate('${nothing}')).toMatchObject({
    value: '${nothing}',
    isUnresolved: true,
    error: null,
  });
});

test('what is wrong with a text is told with its place', async () => {
  const { error } = await evaluate('ab ${1 + }');
  expect(error).toMatchObject({ code: 'EL1042E', severity: 'error' });
  expect(error?.from).toBeGreaterThan(4);
  expect((await evaluate('${#stage("none").status}')).error?.message).toMatch(/there is no stage 'none'/);
});

test('nothing outside is touched while an expression is tried', async () => {
  const { error } = await evaluate("${#fromUrl('https://example.com/a')}");
  expect(error?.message).toMatch(/read in a run only/);
});

test('pipelines are looked up, but not those of applications that one may not see', async () => {
  expect(await evaluate("${#pipelineId('Release')}")).toMatchObject({ value: pipelineId });
  expect(await evaluate("${#pipelineIdInApplication('Secret', 'vault')}")).toMatchObject({
    isUnresolved: true,
  });
  expect((await evaluate("${#applicationMetadata('vault')}")).error?.message).toMatch(/no application/);
});

test('a value that is too large is cut, one that never ends is stopped', async () => {
  const big = { ...definition, stages: [{ type: 'wait', refId: '1', name: 'W', blob: 'x'.repeat(300_000) }] };
  const cut = await evaluate('${blob}', { definition: big, stage: '1', executionId: undefined });
  expect(cut.isCut).toBe(true);
  const wide = '{1,2,3,4,5,6,7,8,9,10}';
  const endless = `\${${wide}.![${wide}.![${wide}.![${wide}.![${wide}.![${wide}.![#this]]]]]]}`;
  expect((await evaluate(endless)).error?.message).toMatch(/was stopped/);
});

test('names come from the document while it is edited, values from the newest run of its pipeline', async () => {
  const edited = {
    ...definition,
    id: pipelineId,
    parameterConfig: [{ name: 'zone', default: 'eu' }],
    stages: [
      ...definition.stages,
      { type: 'wait', name: 'New one', refId: '4', requisiteStageRefIds: ['3'] },
    ],
  };
  const against = { definition: edited, stage: '4' };
  expect(await labelsAt('${parameters.|}', against)).toEqual(
    expect.arrayContaining(['zone', 'version', 'extra']),
  );
  expect(await labelsAt("${#stage('|')}", against)).toEqual(['Names', 'Ask', 'Rest', 'New one']);
  expect(await labelsAt('${ima|}', against)).toEqual(['image']);
  const { completions } = await completeExpression(ana, 'shop', { text: '${ima}', cursor: 5, ...against });
  expect(completions[0]?.detail).toBe("'registry/web:7'");
});

test('without any run the document alone gives names: parameters, variables, stages', async () => {
  const against = { definition: { ...definition, id: 'unsaved' }, stage: '3' };
  expect(await labelsAt('${ima|}', against)).toEqual(['image']);
  expect(await labelsAt('${parameters.re|}', against)).toContain('region');
  expect(await labelsAt('${trigger.|}', against)).toEqual(
    expect.arrayContaining(['type', 'user', 'parameters']),
  );
  expect(await labelsAt('${#to|}', against)).toContain('#toJson');
});

test('a helper function comes with its signature and what it does', async () => {
  const { completions } = await completeExpression(ana, 'shop', { text: '${#stageBy', cursor: 10 });
  expect(completions).toMatchObject([
    {
      label: '#stageByRefId',
      detail: '(refId): stage',
      documentation: expect.stringContaining('reference id'),
    },
  ]);
});

test('who may not read the application is told nothing, and no run of another application is opened', async () => {
  await expect(evaluate('${1}', {}, ben)).rejects.toThrow(/no application/i);
  await expect(evaluateExpression(system, 'vault', { text: '${1}', executionId })).rejects.toThrow(
    /no such run/,
  );
  await expect(evaluate('${1}', { stage: '99' })).rejects.toThrow(/no such stage/);
});
