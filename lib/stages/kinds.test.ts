import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/engine/model.ts';
import { Forbidden, Precondition } from '#lib/platform/errors.ts';
import { checkPreconditions } from './check-preconditions/stage.ts';
import { dependsOnExecution } from './depends-on-execution/stage.ts';
import { evaluateArtifacts } from './evaluate-artifacts/stage.ts';
import { evaluateVariables } from './evaluate-variables/stage.ts';
import { findArtifactFromExecution } from './find-artifact-from-execution/stage.ts';
import { monitorPipeline } from './monitor-pipeline/stage.ts';
import { pipeline } from './pipeline/stage.ts';
import { stages } from './registry.ts';
import { readSet } from './run-multiple-pipelines/read-set.ts';
import { runMultiplePipelines } from './run-multiple-pipelines/stage.ts';
import { savePipelinesFromArtifact } from './save-pipelines-from-artifact/stage.ts';
import type { ExecutionFacts, PipelineService } from './services.ts';
import { answerOf, fakeRun } from './testing/fake-run.ts';
import { wait } from './wait/stage.ts';
import { waitUntil } from './wait-until/stage.ts';

const facts = (rest: Partial<ExecutionFacts> = {}): ExecutionFacts => ({
  id: 'child',
  application: 'shop',
  name: 'Child',
  status: 'SUCCEEDED',
  canceled: false,
  outputs: {},
  artifacts: [],
  ...rest,
});
const refuse = async (): Promise<never> => {
  throw new Error('Nobody should ask for this.');
};
const pipelines = (rest: Partial<PipelineService> = {}): { pipelines: PipelineService } => ({
  pipelines: {
    find: refuse,
    findByName: refuse,
    start: refuse,
    cancel: refuse,
    execution: refuse,
    newestExecution: refuse,
    deploysOf: refuse,
    save: refuse,
    ...rest,
  },
});
const words = (result: unknown) =>
  (result as { context?: { preview?: { words: string[] } } }).context?.preview?.words;

test('wait ends after its time, at once when skipped, and takes odd numbers as they come', async () => {
  const at = (context: JsonObject, now: number) =>
    answerOf(wait, 'wait', { context, now, stage: { startedAt: 0 } });
  expect(await at({ waitTime: 30 }, 29_999)).toMatchObject({ status: 'running', afterMs: 1 });
  expect((await at({ waitTime: '30' }, 30_000)).status).toBe('succeeded');
  expect((await at({ waitTime: 30, skipRemainingWait: true }, 0)).status).toBe('succeeded');
  expect((await at({}, 0)).status).toBe('succeeded');
  await expect(at({ waitTime: -1 }, 0)).rejects.toThrow(/0 or more/);
  await expect(at({ waitTime: 'soon' }, 0)).rejects.toThrow(/how many seconds/);
});

test('waitUntil ends at its moment', async () => {
  const at = (epochMillis: unknown, now: number) =>
    answerOf(waitUntil, 'waitUntil', { context: { epochMillis }, now });
  expect((await at(5000, 4999)).status).toBe('running');
  expect((await at('5000', 5000)).status).toBe('succeeded');
  await expect(at('tomorrow', 0)).rejects.toThrow(/Choose a time/);
});

test('every precondition becomes a stage of its own, with its own say about failing', async () => {
  const preconditions = [
    { type: 'expression', context: { expression: 'true' }, failPipeline: false },
    { type: 'noop', context: null, failPipeline: null },
  ];
  const plan = await checkPreconditions.plan?.(fakeRun(checkPreconditions, { context: { preconditions } }));
  expect(plan?.before).toMatchObject([
    {
      name: 'Check precondition (expression)',
      context: { preconditionType: 'expression', failPipeline: false },
    },
    { name: 'Check precondition (noop)' },
  ]);
  expect(plan?.before?.[1]?.context).not.toHaveProperty('failPipeline');
});

test.each([
  ['1 < 2', 'succeeded'],
  ['${1 < 2}', 'succeeded'],
  ['"true"', 'succeeded'],
  ['1 > 2', 'failed'],
  ['nothing', 'failed'],
  ['1 +', 'failed'],
])('the precondition %s %s', async (expression, status) => {
  const context = { preconditionType: 'expression', context: { expression } };
  expect((await answerOf(checkPreconditions, 'checkPrecondition', { context })).status).toBe(status);
});

test.each([
  ['<', 3, 'succeeded'],
  ['<=', 2, 'succeeded'],
  ['==', 2, 'succeeded'],
  ['>=', 3, 'failed'],
  ['>', 1, 'succeeded'],
  ['==', 1, 'failed'],
])('a cluster of two must be %s %i: %s', async (comparison, expected, status) => {
  const check = { credentials: 'prod', cluster: 'deployment web', regions: ['a', 'b'], comparison, expected };
  const context = { preconditionType: 'clusterSize', context: { ...check, onlyEnabledServerGroups: 'true' } };
  const services = { clusters: { size: async () => 2 } };
  const result = await answerOf(checkPreconditions, 'checkPrecondition', { context, services });
  expect(result.status).toBe(status);
  if (result.status === 'failed') expect(result.errors).toHaveLength(2);
});

test('the status of another stage is compared, and one that is missing is named', async () => {
  const other = { name: 'Build', status: 'SUCCEEDED' } as never;
  const ask = (stageName: string, stageStatus: string) =>
    answerOf(checkPreconditions, 'checkPrecondition', {
      context: { preconditionType: 'stageStatus', context: { stageName, stageStatus } },
      stages: [other],
    });
  expect((await ask('Build', 'succeeded')).status).toBe('succeeded');
  expect((await ask('Build', 'TERMINAL')).status).toBe('failed');
  expect(await ask('Gone', 'SUCCEEDED')).toMatchObject({
    errors: [expect.stringContaining('no stage "Gone"')],
  });
  const unknown = { context: { preconditionType: 'moon' } };
  expect((await answerOf(checkPreconditions, 'checkPrecondition', unknown)).status).toBe('failed');
});

test('variables see earlier ones, never the text of one that failed', async () => {
  const variables = [
    { key: 'a', value: '${1 + 1}' },
    { key: 'b', value: 'x${a}' },
    { key: 'bad', value: '${nothing.deep()}' },
    { key: 'c', value: '${bad}' },
  ];
  const result = await answerOf(evaluateVariables, 'evaluateVariables', { context: { variables } });
  expect(result).toMatchObject({
    status: 'succeeded',
    outputs: { a: 2, b: 'x2', bad: '${nothing.deep()}', c: '${bad}' },
    context: { expressionEvaluationSummary: expect.objectContaining({ bad: expect.anything() }) },
  });
  const strict = { variables, failOnFailedExpressions: true };
  expect((await answerOf(evaluateVariables, 'evaluateVariables', { context: strict })).status).toBe('failed');
});

test('artifacts are made of names and contents with their expressions filled in', async () => {
  const artifactContents = [{ id: '7', name: 'conf-${n}', contents: 'tag: ${tag}' }];
  const given = { context: { artifactContents }, names: { n: 1, tag: 'v2' } };
  const result = await answerOf(evaluateArtifacts, 'evaluateArtifacts', given);
  const [artifact] = (result.status === 'succeeded' ? (result.outputs?.artifacts as JsonObject[]) : []) ?? [];
  expect(artifact).toMatchObject({
    id: '7',
    name: 'conf-1',
    type: 'embedded/base64',
    artifactAccount: 'embedded-artifact',
  });
  expect(Buffer.from(String(artifact?.reference), 'base64').toString()).toBe('tag: v2');
  const failing = { context: { artifactContents, failOnFailedExpressions: true } };
  expect((await answerOf(evaluateArtifacts, 'evaluateArtifacts', failing)).status).toBe('failed');
});

test('artifacts are found in the newest run of the wanted status, without those of the very same stage', async () => {
  const asked: unknown[] = [];
  const image = { type: 'docker/image', name: 'web', version: '7' };
  const services = pipelines({
    newestExecution: async (query) => {
      asked.push(query);
      return facts({ artifacts: [image] });
    },
  });
  const expectedArtifacts = [{ id: 'a', matchArtifact: { name: 'web' } }];
  const find = (context: JsonObject) =>
    answerOf(findArtifactFromExecution, 'findArtifactFromExecution', { context, services });
  expect(await find({ pipeline: 'other', expectedArtifacts })).toMatchObject({
    outputs: { artifacts: [image] },
  });
  await find({
    pipeline: 'pipeline-1',
    executionOptions: { terminal: true, running: true },
    expectedArtifact: expectedArtifacts[0],
  });
  expect(asked).toEqual([
    { user: 'ana', application: 'shop', pipeline: 'other', statuses: ['SUCCEEDED'] },
    {
      user: 'ana',
      application: 'shop',
      pipeline: 'pipeline-1',
      statuses: ['TERMINAL', 'RUNNING'],
      exceptRefId: '1',
    },
  ]);
  const missing = await find({ pipeline: 'other', expectedArtifacts: [{ matchArtifact: { name: 'db' } }] });
  expect(missing).toMatchObject({ status: 'failed', errors: [expect.stringContaining('"db"')] });
});

test('a child is started once, with a correlation id that only a restart changes', async () => {
  const started: unknown[] = [];
  const services = pipelines({
    find: async () => ({ name: 'Child' }),
    start: async (input) => {
      started.push(input.correlationId);
      return { executionId: 'child' };
    },
  });
  const start = (rest = {}) =>
    answerOf(pipeline, 'startPipeline', { context: { pipeline: 'p' }, services, ...rest });
  expect(await start()).toMatchObject({ context: { executionId: 'child', executionName: 'Child' } });
  await start();
  await start({ stage: { restarts: 1 } });
  expect(started).toEqual(['run-2_stage-1_p_0', 'run-2_stage-1_p_0', 'run-2_stage-1_p_0_1']);
});

test('a start that is refused ends the stage at once, one that fails otherwise is tried again', async () => {
  const start = (error: Error) => {
    const services = pipelines({
      find: async () => ({ name: 'Child' }),
      start: async () => {
        throw error;
      },
    });
    return answerOf(pipeline, 'startPipeline', { context: { pipeline: 'p' }, services });
  };
  expect(await start(new Forbidden('You may not.'))).toMatchObject({
    status: 'failed',
    errors: ['You may not.'],
  });
  await expect(start(new Error('The database is away.'))).rejects.toThrow('away');
});

test('a child that could not begin is named by the stage that it fails', async () => {
  const services = pipelines({
    find: async () => ({ name: 'Child' }),
    start: async () => {
      throw new Precondition('Child is disabled.', { details: { executionId: 'failed-child' } });
    },
  });
  expect(await answerOf(pipeline, 'startPipeline', { context: { pipeline: 'p' }, services })).toMatchObject({
    status: 'failed',
    errors: ['Child is disabled.'],
    context: { executionId: 'failed-child', executionName: 'Child' },
  });
});

test.each([
  [undefined, /does not exist/],
  [{ name: 'Child', disabled: true }, /is disabled/],
])('a rehearsal says of a child that it cannot run', async (definition, message) => {
  const services = pipelines({ find: async () => definition });
  const given = { context: { pipeline: 'p' }, services };
  expect(await pipeline.preview?.(fakeRun(pipeline, given))).toMatchObject({
    status: 'failed',
    errors: [expect.stringMatching(message)],
  });
});

test('a child that is gone fails the stage', async () => {
  const services = pipelines({ find: async () => undefined });
  expect(await answerOf(pipeline, 'startPipeline', { context: { pipeline: 'p' }, services })).toMatchObject({
    status: 'failed',
    errors: [expect.stringContaining('does not exist')],
  });
});

test('a child’s end becomes the stage’s: outputs, errors and their source, or canceled', async () => {
  const monitor = (child: ExecutionFacts | undefined, context: JsonObject = {}) =>
    answerOf(pipeline, 'monitorPipeline', {
      context: { pipeline: 'p', executionId: 'child', ...context },
      services: pipelines({ execution: async () => child }),
    });
  const good = facts({ outputs: { url: 'x' } });
  expect(await monitor(good)).toMatchObject({ status: 'succeeded', outputs: { url: 'x' } });
  expect(await monitor(good, { skipDownstreamOutput: true })).not.toHaveProperty('outputs');
  const failure = { stageId: 's', stageName: 'Deploy', stageIndex: 2, errors: ['No quota.'] };
  expect(await monitor(facts({ status: 'TERMINAL', failure }))).toMatchObject({
    status: 'failed',
    errors: ['No quota.'],
    details: { source: { executionId: 'child', stageId: 's', stageName: 'Deploy', stageIndex: 2 } },
  });
  expect((await monitor(facts({ status: 'CANCELED' }))).status).toBe('canceled');
  expect(await monitor(facts({ status: 'RUNNING' }))).toMatchObject({ wakeOn: ['execution:child'] });
  expect((await monitor(facts({ status: 'PAUSED' }))).status).toBe('running');
  expect((await monitor(undefined)).status).toBe('failed');
});

test('canceling the stage cancels a child that runs, and no other', async () => {
  const canceled: unknown[] = [];
  const cancel = (status: ExecutionFacts['status']) =>
    pipeline.onCancel?.(
      fakeRun(pipeline, {
        context: { pipeline: 'p', executionId: 'child' },
        services: pipelines({
          execution: async () => facts({ status }),
          cancel: async (input) => void canceled.push(input.user),
        }),
      }),
    );
  await cancel('SUCCEEDED');
  await cancel('RUNNING');
  expect(canceled).toEqual(['parent pipeline']);
});

test('several runs are watched: to the last one, or to the first that fails', async () => {
  const runs: Record<string, ExecutionFacts> = {
    a: facts({ id: 'a', status: 'TERMINAL' }),
    b: facts({ id: 'b', status: 'RUNNING' }),
    c: facts({ id: 'c' }),
  };
  const watch = (context: JsonObject) =>
    answerOf(monitorPipeline, 'monitorPipeline', {
      context,
      services: pipelines({ execution: async (id) => runs[id] }),
    });
  expect((await watch({ executionIds: ['a', 'b'] })).status).toBe('running');
  expect((await watch({ executionIds: ['a', 'b'], monitorBehavior: 'FailFast' })).status).toBe('failed');
  expect((await watch({ executionIds: ['a', 'c'] })).status).toBe('failed');
  expect(await watch({ executionIds: 'c' })).toMatchObject({
    status: 'succeeded',
    outputs: { executionStatuses: { c: { status: 'SUCCEEDED', application: 'shop' } } },
  });
  expect(await watch({ executionIds: ['none'] })).toMatchObject({
    errors: [expect.stringContaining('none')],
  });
});

test.each([
  ['SUCCEEDED', 'succeeded'],
  ['RUNNING', 'running'],
  ['NOT_STARTED', 'running'],
  ['CANCELED', 'canceled'],
  ['TERMINAL', 'failed'],
] as const)('depending on a run that is %s: %s', async (status, outcome) => {
  const services = pipelines({ execution: async () => facts({ status }) });
  const given = { context: { executionId: 'x' }, services };
  expect((await answerOf(dependsOnExecution, 'dependsOnExecution', given)).status).toBe(outcome);
});

const set = `
bundle_web:
  front: { child_pipeline: Deploy, depends_on: [back], arguments: { tag: v1 } }
  back: { child_pipeline: Deploy }
  rollback_onfailure: true
`;

test('a set is read with its order, its arguments and whether to roll back', () => {
  expect(readSet(set)).toEqual({
    rollbackOnFailure: true,
    members: [
      { name: 'back', application: 'back', pipeline: 'Deploy', parameters: {}, dependsOn: [] },
      {
        name: 'front',
        application: 'front',
        pipeline: 'Deploy',
        parameters: { tag: 'v1' },
        dependsOn: ['back'],
      },
    ],
  });
  expect(readSet('app: { child_pipeline: P }').members).toHaveLength(1);
  expect(readSet([{ b: { app: { child_pipeline: 'P' } } }]).members).toHaveLength(1);
});

test.each([
  ['a: { child_pipeline: P, depends_on: [z] }', /not in the set/],
  [
    '{ a: { child_pipeline: P, depends_on: [b] }, b: { child_pipeline: P, depends_on: [a] } }',
    /wait for each other/,
  ],
  ['x: { a: { child_pipeline: P } }\ny: { a: { child_pipeline: P } }', /twice/],
  ['a: [', /not YAML/],
])('the set %s is refused', (text, message) => {
  expect(() => readSet(text)).toThrow(message);
});

test('a failed set rolls back what succeeded, newest first, and only what has revisions', async () => {
  const child = (executionId: string, status: string, endTime: number) =>
    ({ parentStageId: 'stage-1', type: 'pipeline', status, endTime, context: { executionId } }) as never;
  const run = fakeRun(runMultiplePipelines, {
    context: { yamlConfig: set },
    stages: [child('e1', 'SUCCEEDED', 1), child('e2', 'SUCCEEDED', 2), child('e3', 'TERMINAL', 3)],
    services: pipelines({
      deploysOf: async (id) => [{ account: 'prod', names: { [id]: ['deployment web', 'service web'] } }],
    }),
  });
  expect(await runMultiplePipelines.planOnFailure?.(run)).toMatchObject([
    {
      type: 'undoRolloutManifest',
      context: { location: 'e2', manifestName: 'deployment web', account: 'prod' },
    },
    { type: 'undoRolloutManifest', context: { location: 'e1' } },
  ]);
  const calm = fakeRun(runMultiplePipelines, { context: { yamlConfig: 'a: { child_pipeline: P }' } });
  expect(await runMultiplePipelines.planOnFailure?.(calm)).toEqual([]);
});

test('pipelines of an artifact are saved, and those that cannot be are named', async () => {
  const document = { shop: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] };
  const services = {
    ...pipelines({
      save: async ({ definition }) => {
        if (definition.name === 'C') throw new Error('No right.');
        return { id: String(definition.name), outcome: definition.name === 'A' ? 'created' : 'updated' };
      },
      findByName: async (_, name) => (name === 'B' ? {} : undefined),
    }),
    artifacts: { fetch: async () => JSON.stringify(document) },
  };
  const given = { context: { pipelinesArtifact: { type: 'embedded/base64' } }, services };
  expect(await answerOf(savePipelinesFromArtifact, 'savePipelines', given)).toMatchObject({
    status: 'failed',
    errors: ['shop/C: No right.'],
    context: {
      pipelinesCreated: [{ name: 'A' }],
      pipelinesUpdated: [{ name: 'B' }],
      pipelinesFailedToSave: [{ name: 'C' }],
    },
  });
  expect(words(await savePipelinesFromArtifact.preview?.(fakeRun(savePipelinesFromArtifact, given)))).toEqual(
    ['Would create shop/A.', 'Would update shop/B.', 'Would create shop/C.'],
  );
});

test('every kind that does something says what it would do, or is tried for real where it only reads', () => {
  const silent = Object.values(stages)
    .filter((stage) => !stage.preview)
    .map((stage) => stage.type);
  expect(silent.sort()).toEqual(['group', 'noop', 'restrictExecutionDuringTimeWindow']);
});
