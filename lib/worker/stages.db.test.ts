import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { type Context, systemContext } from '#lib/auth/index.ts';
import { addPerson } from '#lib/auth/testing/people.ts';
import { cancelExecution, patchStage, restartStage, tellStage } from '#lib/engine/index.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import { listDeliveries } from '#lib/notifications/index.ts';
import { startPipeline } from '#lib/pipelines/index.ts';
import { parseConfig } from '#lib/platform/config.ts';
import { database, withTransaction } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { forgetProcessState, processState } from '#lib/platform/process-state.ts';
import { judgeStage } from '#lib/stages/manual-judgment/judge.ts';
import { startWorker } from './start-worker.ts';
import { hasEnded, player, type SeenRun, type SeenStage, stageOf } from './testing/play.ts';

/** Every neutral kind of stage in the worker as it is composed: real engine, real queue, real HTTP. */
const db = useTestDatabase();
let ana: Context;
let ben: Context;
let cleo: Context;
let worker: { stop(): Promise<void> };
let server: Server;
let site: string;
/** What the server was asked, newest last. */
const asked: { method: string; path: string; body: string; key: string }[] = [];
let jobStatus = 'busy';
let failuresLeft = 0;
/** What the file holds that pipelines are made out of. */
let filed: JsonObject = {};

beforeAll(async () => {
  const DATABASE_URL = db.url();
  forgetProcessState('config');
  processState('config', () =>
    parseConfig({ DATABASE_URL, FOREDECK_LOG: 'silent', FOREDECK_ALLOWED_HOSTS: '127.0.0.1' }),
  );
  server = createServer((request, response) => void answer(request).then((say) => say(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ana = (await addPerson('ana', { teams: ['web'] })).ctx;
  ben = (await addPerson('ben', { teams: ['web', 'sre'] })).ctx;
  cleo = (await addPerson('cleo', { teams: ['web', 'sre'] })).ctx;
  const permissions = { READ: ['web'], WRITE: ['web'], EXECUTE: ['web'] };
  await createApplication(systemContext('test'), CreateApplication.parse({ name: 'shop', permissions }));
  worker = await startWorker();
});

afterAll(async () => {
  await worker?.stop();
  server?.closeAllConnections();
  server?.close();
});

async function answer(request: IncomingMessage) {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const path = request.url ?? '/';
  asked.push({
    method: request.method ?? '',
    path,
    body,
    key: String(request.headers['idempotency-key'] ?? ''),
  });
  return (response: import('node:http').ServerResponse) => {
    const json = (status: number, value: unknown, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    if (path === '/inside') return json(302, {}, { location: 'http://169.254.169.254/latest/meta-data' });
    if (path === '/huge') {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      return more();
    }
    if (path === '/pipelines.json') return json(200, filed);
    if (path === '/flaky' && failuresLeft > 0) {
      failuresLeft -= 1;
      return json(503, {});
    }
    if (path === '/jobs') return json(201, { id: 7 }, { location: '/jobs/7' });
    if (path === '/jobs/7') return json(200, { status: jobStatus, note: 'half' });
    json(200, { ok: true, artifacts: [{ type: 'docker/image', name: 'web', version: '7' }] });
  };
}

const { see, define, start, until, play } = player(() => ana, 'shop');
const waiting = (refId: string) => (run: SeenRun) => stageOf(run, refId).status === 'RUNNING';
const judgment = (rest: JsonObject = {}) => ({ type: 'manualJudgment', name: 'Ask', refId: '1', ...rest });
const judge = (ctx: Context, run: SeenRun, rest: JsonObject = {}) =>
  judgeStage(ctx, { executionId: run.id, stageId: stageOf(run, '1').id, decision: 'continue', ...rest });

test('a judgment takes the people, roles, options and comments that it asks for', async () => {
  const behind = { type: 'evaluateVariables', name: 'Behind', refId: '2', requisiteStageRefIds: ['1'] };
  const id = await start([
    judgment({
      selectedStageRoles: ['sre'],
      requiredApprovals: 2,
      judgmentInputs: [{ value: 'blue' }, { value: 'green' }],
      propagateAuthenticationContext: true,
    }),
    { ...behind, variables: [{ key: 'color', value: "${#judgment('Ask')}" }] },
  ]);
  const run = await until(id, (each) => typeof stageOf(each, '1').context.subjectHash === 'string');
  await expect(judge(ana, run, { input: 'blue' })).rejects.toThrow(/Only sre may judge/);
  await expect(judge(ben, run)).rejects.toThrow(/Choose one of the options/);
  await expect(judge(ben, run, { input: 'blue', subjectHash: 'old' })).rejects.toThrow(
    /has changed since you looked/,
  );
  const { subjectHash } = stageOf(run, '1').context;
  await judge(ben, run, { input: 'blue', comment: 'Looks good.', subjectHash });
  await expect(judge(ben, run, { input: 'blue' })).rejects.toThrow(/voted on this already/);
  expect((await see(id)).status).toBe('RUNNING');
  await judge(cleo, run, { input: 'green' });
  const done = await until(id, hasEnded);
  expect(done.status).toBe('SUCCEEDED');
  expect(stageOf(done, '1').context.votes).toMatchObject([
    { user: 'ben', comment: 'Looks good.', subjectHash },
    { user: 'cleo', input: 'green' },
  ]);
  expect(stageOf(done, '2').outputs).toEqual({ color: 'green' });
  await expect(judge(cleo, done)).rejects.toThrow();
});

test('the author may not approve where the stage says so, yet may stop', async () => {
  const id = await start([judgment({ excludeAuthor: true })]);
  const run = await until(id, waiting('1'));
  await expect(judge(ana, run)).rejects.toThrow(/somebody else must approve/);
  await judge(ana, run, { decision: 'stop' });
  expect((await until(id, hasEnded)).status).toBe('TERMINAL');
});

test('a judgment that nobody answers expires, by the failure table of its stage', async () => {
  const done = await play([judgment({ stageTimeoutMs: 300, failPipeline: false, continuePipeline: true })]);
  expect([done.status, stageOf(done, '1').status]).toEqual(['SUCCEEDED', 'FAILED_CONTINUE']);
  expect(stageOf(done, '1').error).toMatch(/expired/);
});

test('what is told of a judgment is written down, sent, and sent again to a receiver that is busy', async () => {
  failuresLeft = 1;
  const to = (address: string, type = 'webhook') => ({
    type,
    address,
    when: ['manualJudgment', 'manualJudgmentContinue'],
  });
  const notifications = [
    to(`${site}/told`),
    to(`${site}/flaky`),
    to('#ops', 'slack'),
    to('http://10.0.0.1/x'),
  ];
  const id = await start([judgment({ instructions: 'Look.', sendNotifications: true, notifications })]);
  const run = await until(id, waiting('1'));
  const settled = async (is: (found: Awaited<ReturnType<typeof listDeliveries>>) => boolean) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = await listDeliveries(ana, id);
      if (is(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('It was not told.');
  };
  const first = await settled(
    (found) => found.length === 4 && found.every((each) => each.attempts > 0 || each.status === 'failed'),
  );
  expect(first.map((each) => [each.status, each.error])).toEqual([
    ['delivered', null],
    ['waiting', 'The receiver answered 503.'],
    ['failed', expect.stringContaining('not a web address')],
    ['failed', expect.stringContaining('private address')],
  ]);
  expect(first[0]?.address).toBe(`${site}/...`);
  const told = asked.find((each) => each.path === '/told');
  expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
    templateGroup: 'manualJudgment',
    source: { executionId: id, application: 'shop' },
    additionalContext: { stageName: 'Ask', instructions: 'Look.' },
  });
  await judge(ben, run);
  await settled((found) =>
    found.some((each) => each.event === 'manualJudgmentContinue' && each.status === 'delivered'),
  );
});

test('a child pipeline gets its parameters and gives its outputs back as its stages follow each other', async () => {
  const put = (refId: string, requires: string[], key: string, value: string) => ({
    type: 'evaluateVariables',
    name: `put ${refId}`,
    refId,
    requisiteStageRefIds: requires,
    variables: [{ key, value }],
  });
  const child = await define(
    // Written in the wrong order on purpose.
    [put('2', ['1'], 'tag', 'late-${parameters.tag}'), put('1', [], 'tag', 'early')],
    { parameterConfig: [{ name: 'tag', default: 'none' }] },
  );
  const done = await play([
    {
      type: 'pipeline',
      name: 'Child',
      refId: '1',
      application: 'shop',
      pipeline: child.id,
      pipelineParameters: { tag: 'v1' },
    },
    put('2', ['1'], 'seen', '${tag}'),
  ]);
  expect(stageOf(done, '2').outputs).toEqual({ seen: 'late-v1' });
});

test('a child that cannot be prepared fails its stage, and stays in its own history', async () => {
  const child = await define([], { name: 'Refused', disabled: true });
  const stage = { type: 'pipeline', name: 'Child', refId: '1', application: 'shop', pipeline: child.id };
  const run = await play([stage]);
  const { error, context } = stageOf(run, '1');
  expect([run.status, error]).toEqual(['TERMINAL', expect.stringContaining('is disabled')]);
  const failed = await database().execution.findMany({ where: { pipelineConfigId: child.id } });
  expect(failed).toMatchObject([
    { id: context.executionId, status: 'TERMINAL', parentExecutionId: run.id, origin: 'pipeline' },
  ]);
  const set = `bundle_web:\n  only: { application: shop, child_pipeline: ${child.name} }`;
  const many = await play([{ type: 'runMultiplePipelines', name: 'Set', refId: '1', yamlConfig: set }]);
  expect(many.status).toBe('TERMINAL');
  expect(await database().execution.count({ where: { pipelineConfigId: child.id } })).toBe(2);
});

test('canceling goes both ways between parent and child', async () => {
  const child = await define([{ type: 'wait', name: 'W', refId: '1', waitTime: 600 }]);
  const parent = [{ type: 'pipeline', name: 'Child', refId: '1', application: 'shop', pipeline: child.id }];
  const begun = async () => {
    const id = await start(parent);
    const run = await until(id, (each) => typeof stageOf(each, '1').context.executionId === 'string');
    return { id, childId: String(stageOf(run, '1').context.executionId) };
  };
  const down = await begun();
  await cancelExecution(ana, { executionId: down.id, reason: 'enough' });
  expect(await until(down.childId, hasEnded)).toMatchObject({ status: 'CANCELED' });
  const up = await begun();
  await cancelExecution(ana, { executionId: up.childId, reason: 'enough' });
  expect(await until(up.id, hasEnded)).toMatchObject({ status: 'CANCELED' });
});

test('a set of pipelines runs in the order of its dependencies, and its runs can be watched and depended on', async () => {
  const one = await define([{ type: 'noop', name: 'N', refId: '1' }]);
  const two = await define([{ type: 'noop', name: 'N', refId: '1' }]);
  const yamlConfig = `bundle:
  second: { application: shop, child_pipeline: ${two.name}, depends_on: [first] }
  first: { application: shop, child_pipeline: ${one.name} }`;
  const done = await play([
    { type: 'runMultiplePipelines', name: 'Set', refId: '1', yamlConfig },
    {
      type: 'monitorPipeline',
      name: 'Watch',
      refId: '2',
      requisiteStageRefIds: ['1'],
      executionIds: "${#stage('Set').outputs.executionIds}",
    },
    {
      type: 'dependsOnExecution',
      name: 'Depend',
      refId: '3',
      requisiteStageRefIds: ['2'],
      executionId: '${executionIds[0]}',
    },
  ]);
  expect(done.status).toBe('SUCCEEDED');
  const ids = stageOf(done, '1').outputs.executionIds as string[];
  const [first, second] = await Promise.all(ids.map(see));
  expect([first, second].map((run) => run?.status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(Object.keys(stageOf(done, '2').outputs.executionStatuses as object).sort()).toEqual([...ids].sort());
});

test('a run in an application that one may not read is as absent to the stages that watch runs', async () => {
  const permissions = { READ: ['other'], WRITE: ['other'], EXECUTE: ['other'] };
  await createApplication(systemContext('test'), CreateApplication.parse({ name: 'hidden', permissions }));
  const dora = (await addPerson('dora', { teams: ['other'] })).ctx;
  const theirs = player(() => dora, 'hidden');
  const { id } = await theirs.play([{ type: 'noop', name: 'N', refId: '1' }]);
  const watched = await play([{ type: 'monitorPipeline', name: 'Watch', refId: '1', executionIds: [id] }]);
  expect(stageOf(watched, '1').error).toContain(`These executions do not exist: ${id}.`);
  const awaited = await play([{ type: 'dependsOnExecution', name: 'Depend', refId: '1', executionId: id }]);
  expect(stageOf(awaited, '1').error).toContain(`There is no execution ${id}.`);
});

test('a webhook is watched until its work is done, and told when it is canceled', async () => {
  jobStatus = 'busy';
  const job = {
    type: 'webhook',
    name: 'Job',
    refId: '1',
    url: `${site}/jobs`,
    payload: { tag: '${parameters.tag}' },
    waitForCompletion: true,
    statusUrlResolution: 'locationHeader',
    statusJsonPath: '$.status',
    progressJsonPath: '$.note',
    successStatuses: 'done',
    signalCancellation: true,
    cancelEndpoint: `${site}/stop`,
    cancelPayload: { job: '${webhook.body.id}' },
  };
  const id = await start([job], {}, { parameters: { tag: 'v9' } });
  await until(id, (run) => JSON.stringify(stageOf(run, '1').context.webhook ?? '').includes('half'));
  expect(asked.find((each) => each.path === '/jobs')?.body).toBe('{"tag":"v9"}');
  await cancelExecution(ana, { executionId: id, reason: 'enough' });
  await until(id, hasEnded);
  for (let tries = 0; tries < 200 && !asked.some((each) => each.path === '/stop'); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  expect(asked.find((each) => each.path === '/stop')).toMatchObject({ method: 'POST', body: '{"job":7}' });
  const again = await start([job], {}, { parameters: { tag: 'v9' } });
  await until(again, waiting('1'));
  jobStatus = 'DONE';
  expect((await until(again, hasEnded)).status).toBe('SUCCEEDED');
});

test.each([
  ['/inside', /private address/],
  ['/huge', /larger than/],
])('an answer of %s ends the stage with words', async (path, message) => {
  const done = await play([
    { type: 'webhook', name: 'Call', refId: '1', method: 'GET', url: `${site}${path}` },
  ]);
  expect(done.status).toBe('TERMINAL');
  expect(stageOf(done, '1').error).toMatch(message);
});

test('artifacts go from an answer to a stage behind it, to another pipeline, and to the next run', async () => {
  const expectedArtifacts = [{ id: 'image', matchArtifact: { type: 'docker/image', name: 'we.' } }];
  const maker = await define([
    { type: 'webhook', name: 'Build', refId: '1', url: `${site}/build`, expectedArtifacts },
  ]);
  const made = await until(
    (await startPipeline(ana, { pipelineId: maker.id, parameters: {} })).executionId,
    hasEnded,
  );
  expect(stageOf(made, '1').outputs.resolvedExpectedArtifacts).toMatchObject([
    { id: 'image', boundArtifact: { version: '7' } },
  ]);
  const find = {
    type: 'findArtifactFromExecution',
    name: 'Find',
    refId: '1',
    application: 'shop',
    pipeline: maker.id,
  };
  const done = await play([
    { ...find, expectedArtifacts },
    {
      type: 'evaluateVariables',
      name: 'See',
      refId: '2',
      requisiteStageRefIds: ['1'],
      variables: [{ key: 'version', value: '${artifacts[0].version}' }],
    },
  ]);
  expect(stageOf(done, '2').outputs).toEqual({ version: '7' });
  const prior = [{ id: 'prior', matchArtifact: { name: 'web' }, usePriorArtifact: true }];
  const keeper = await define([{ type: 'noop', name: 'N', refId: '1' }], { expectedArtifacts: prior });
  const begin = (artifacts: JsonObject[]) =>
    startPipeline(ana, { pipelineId: keeper.id, parameters: {}, artifacts });
  await expect(begin([])).rejects.toThrow(/Nothing fits/);
  const first = await begin([{ type: 'docker/image', name: 'web', version: '8' }]);
  await until(first.executionId, hasEnded);
  const second = await see((await begin([])).executionId);
  expect(second.trigger.resolvedExpectedArtifacts).toMatchObject([
    { id: 'prior', boundArtifact: { version: '8' } },
  ]);
});

test('pipelines are made out of an artifact that a stage has just made', async () => {
  const document = JSON.stringify({
    shop: [
      { name: 'Born here', stages: [] },
      { name: '', stages: [] },
    ],
  });
  const done = await play([
    {
      type: 'evaluateArtifacts',
      name: 'Make',
      refId: '1',
      artifactContents: [{ name: 'pipelines', contents: document }],
      expectedArtifacts: [{ id: 'doc', matchArtifact: { name: 'pipelines' } }],
    },
    {
      type: 'savePipelinesFromArtifact',
      name: 'Save',
      refId: '2',
      requisiteStageRefIds: ['1'],
      pipelinesArtifactId: 'doc',
      failPipeline: false,
    },
  ]);
  expect(stageOf(done, '2').context).toMatchObject({
    pipelinesCreated: [{ name: 'Born here' }],
    pipelinesFailedToSave: [{ error: expect.stringContaining('name') }],
  });
});

test('what a file held when it was approved is what a stage may read; when it has changed, it is approved anew', async () => {
  filed = { shop: [{ name: 'Filed once', stages: [] }] };
  const file = { type: 'http/file', name: 'pipelines', reference: `${site}/pipelines.json` };
  const expectedArtifacts = [
    { id: 'doc', matchArtifact: { name: 'pipelines' }, useDefaultArtifact: true, defaultArtifact: file },
  ];
  const stages = [
    judgment(),
    { type: 'wait', name: 'Later', refId: '2', requisiteStageRefIds: ['1'], waitTime: 600 },
    {
      type: 'savePipelinesFromArtifact',
      name: 'Save',
      refId: '3',
      requisiteStageRefIds: ['2'],
      pipelinesArtifactId: 'doc',
    },
  ];
  const asks = (run: SeenRun) => typeof stageOf(run, '1').context.subjectHash === 'string';
  const approve = async (run: SeenRun) => {
    await judge(ben, run, { subjectHash: stageOf(run, '1').context.subjectHash });
    const waits = await until(run.id, waiting('2'));
    return { executionId: run.id, stageId: stageOf(waits, '2').id, context: { skipRemainingWait: true } };
  };
  const id = await start(stages, { expectedArtifacts });
  const later = await approve(await until(id, asks));
  filed = { shop: [{ name: 'Slipped in', stages: [] }] };
  await patchStage(ana, later);
  const failed = await until(id, hasEnded);
  expect(stageOf(failed, '3').error).toMatch(/has changed since "Ask" was approved/);
  await restartStage(ana, { find: () => undefined }, { executionId: id, stageId: stageOf(failed, '1').id });
  await patchStage(ana, await approve(await until(id, asks)));
  const done = await until(id, hasEnded);
  expect(stageOf(done, '3').context).toMatchObject({ pipelinesCreated: [{ name: 'Slipped in' }] });
});

test('an execution window holds a stage back until a person lets it go', async () => {
  const today = new Date().getUTCDay() + 1;
  const id = await start([
    {
      type: 'noop',
      name: 'N',
      refId: '1',
      restrictExecutionDuringTimeWindow: true,
      restrictedExecutionWindow: { days: [((today + 2) % 7) + 1], whitelist: [], timeZone: 'UTC' },
    },
  ]);
  const isHeld = (stage: SeenStage) =>
    stage.type === 'restrictExecutionDuringTimeWindow' && stage.status === 'RUNNING';
  const run = await until(id, (each) => each.stages.some(isHeld));
  const window = run.stages.find(isHeld);
  await withTransaction((tx) =>
    tellStage(
      ana,
      tx,
      { executionId: id, stageId: window?.id ?? '' },
      { verb: 'patch', summary: '', update: () => ({ skipRemainingWait: true }) },
    ),
  );
  expect((await until(id, hasEnded)).status).toBe('SUCCEEDED');
});

test('preconditions fail as each of them says, and an unknown stage fails only when it is reached', async () => {
  const preconditions = [
    { type: 'expression', context: { expression: '1 > 2' }, failPipeline: false },
    { type: 'stageStatus', context: { stageName: 'First', stageStatus: 'SUCCEEDED' } },
  ];
  const done = await play([
    { type: 'noop', name: 'First', refId: '1' },
    { type: 'checkPreconditions', name: 'Check', refId: '2', requisiteStageRefIds: ['1'], preconditions },
    { type: 'teleport', name: 'Beam', refId: '3', requisiteStageRefIds: ['2'] },
  ]);
  expect(done.status).toBe('SUCCEEDED');
  expect([stageOf(done, '2').status, stageOf(done, '3').status]).toEqual(['STOPPED', 'NOT_STARTED']);
  const reached = await play([{ type: 'teleport', name: 'Beam', refId: '1' }]);
  expect(stageOf(reached, '1').error).toMatch(/cannot run a stage of type "teleport"/);
});

test('a dry run says of each stage what it would do, and does nothing', async () => {
  const child = await define([{ type: 'noop', name: 'N', refId: '1' }]);
  const done = await play(
    [
      judgment(),
      { type: 'webhook', name: 'Call', refId: '2', requisiteStageRefIds: ['1'], url: `${site}/never` },
      {
        type: 'pipeline',
        name: 'Child',
        refId: '3',
        requisiteStageRefIds: ['2'],
        application: 'shop',
        pipeline: child.id,
      },
      { type: 'wait', name: 'Wait', refId: '4', requisiteStageRefIds: ['3'], waitTime: 7200 },
    ],
    {},
    { isDryRun: true },
  );
  const words = done.stages.map(
    (stage) => (stage.context.preview as { words: string[] } | undefined)?.words[0],
  );
  expect(words).toEqual([
    expect.stringMatching(/^Would ask/),
    `Would call POST ${site}/never.`,
    expect.stringMatching(/^Would start pipeline/),
    'Would wait 2 h.',
  ]);
  expect(done.status).toBe('SUCCEEDED');
  expect(asked.map(({ path }) => path)).not.toContain('/never');
});
