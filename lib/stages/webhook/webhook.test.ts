import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/engine/model.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/platform/outbound/index.ts';
import { answerOf, fakeRun } from '../testing/fake-run.ts';
import { readPath } from './json-path.ts';
import { webhook } from './stage.ts';

const answered = (status: number, body: unknown = {}, headers = {}): OutboundAnswer => ({
  kind: 'answer',
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  url: 'https://ci.example/job',
});
const url = 'https://ci.example/job';

async function ask(task: string, context: JsonObject, answer: OutboundAnswer) {
  const calls: OutboundRequest[] = [];
  const http = {
    request: async (input: OutboundRequest) => {
      calls.push(input);
      return answer;
    },
  };
  const result = await answerOf(webhook, task, { context: { url, ...context }, services: { http } });
  return { result, calls };
}

describe('the call', () => {
  test('sends method, payload and headers as JSON, with a key that is the same on every try', async () => {
    const context = { method: 'put', payload: { a: 1 }, customHeaders: { 'X-One': 1, list: ['a', 'b'] } };
    const { calls, result } = await ask('createWebhook', context, answered(200, { ok: true }));
    expect(calls[0]).toMatchObject({ method: 'PUT', body: '{"a":1}' });
    expect(calls[0]?.headers).toMatchObject({
      'X-One': '1',
      list: ['a', 'b'],
      'content-type': 'application/json',
      'idempotency-key': 'stage-1-0-call',
    });
    expect(result).toMatchObject({
      status: 'succeeded',
      context: { webhook: { statusCode: 'OK', statusCodeValue: 200, body: { ok: true } } },
    });
  });

  test.each([
    ['500 is tried again', {}, 500, 'running'],
    ['429 is tried again', {}, 429, 'running'],
    ['504 ends at once', {}, 504, 'failed'],
    [
      '504 is tried again where the stage fails fast on others only',
      { failFastStatusCodes: [500] },
      504,
      'running',
    ],
    ['404 ends at once', {}, 404, 'failed'],
    ['404 is tried again where the stage says so', { webhookRetryStatusCodes: [404] }, 404, 'running'],
    ['404 is tried again within its bound', { retries: { 404: { maxAttempts: 2 } } }, 404, 'running'],
    ['304 is good', {}, 304, 'succeeded'],
  ])('%s', async (_, context, status, outcome) => {
    expect((await ask('createWebhook', context, answered(status))).result.status).toBe(outcome);
  });

  test('tries for a status code are bounded where the stage bounds them', async () => {
    const context = { retries: { 503: { maxAttempts: 2 } }, webhook: { pastStatusCodes: [503, 503] } };
    expect((await ask('createWebhook', context, answered(503))).result.status).toBe('failed');
  });

  test('a time-out is tried again only where nothing can be done twice', async () => {
    const late: OutboundAnswer = { kind: 'timeout', reason: 'late' };
    expect((await ask('createWebhook', { method: 'GET' }, late)).result.status).toBe('running');
    expect((await ask('createWebhook', {}, late)).result.status).toBe('failed');
    const away: OutboundAnswer = { kind: 'unreachable', reason: 'away' };
    expect((await ask('createWebhook', {}, away)).result.status).toBe('running');
    const refused: OutboundAnswer = { kind: 'refused', reason: '10.0.0.1 is a private address.' };
    expect((await ask('createWebhook', {}, refused)).result).toMatchObject({
      status: 'failed',
      errors: ['10.0.0.1 is a private address.'],
    });
  });

  test.each([
    ['getMethod', {}, answered(200), url],
    ['locationHeader', {}, answered(201, {}, { location: '/status/7' }), 'https://ci.example/status/7'],
    [
      'webhookResponse',
      { statusUrlJsonPath: '$.links[0]' },
      answered(200, { links: ['https://x/y'] }),
      'https://x/y',
    ],
    ['locationHeader', {}, answered(201, {}, { location: 'http://ci.example/s' }), 'https://ci.example/s'],
  ])('the status address by %s is %s', async (way, context, answer, status) => {
    const given = { waitForCompletion: true, statusUrlResolution: way, ...context };
    const { result } = await ask('createWebhook', given, answer);
    expect(result).toMatchObject({ status: 'succeeded', context: { statusEndpoint: status } });
  });

  test.each([
    [{ statusUrlResolution: 'locationHeader' }, answered(200)],
    [{ statusUrlResolution: 'locationHeader' }, answered(200, {}, { location: 'http://[bad' })],
    [{ statusUrlResolution: 'webhookResponse', statusUrlJsonPath: '$[' }, answered(200)],
  ])(
    'a status address that cannot be had ends the stage, and the call is not repeated',
    async (context, answer) => {
      const { result } = await ask('createWebhook', { waitForCompletion: true, ...context }, answer);
      expect(result.status).toBe('failed');
    },
  );

  test('nulls of an exported stage mean the defaults', async () => {
    const nulls = { method: null, waitForCompletion: null, statusUrlResolution: null, cancelMethod: null };
    expect((await ask('createWebhook', nulls, answered(200))).calls[0]?.method).toBe('POST');
  });

  test('artifacts of the answer are taken where the stage expects some', async () => {
    const body = { artifacts: [{ type: 'docker/image', name: 'web' }] };
    const expectedArtifacts = [{ id: 'a', matchArtifact: { name: 'web' } }];
    expect((await ask('createWebhook', { expectedArtifacts }, answered(200, body))).result).toMatchObject({
      outputs: { artifacts: body.artifacts },
    });
  });
});

describe('the watch', () => {
  const watch = async (context: JsonObject, answer: OutboundAnswer) =>
    (await ask('monitorWebhook', { waitForCompletion: true, statusJsonPath: '$.status', ...context }, answer))
      .result;
  const words = { successStatuses: 'Done, OK', canceledStatuses: 'stopped', terminalStatuses: 'broken' };

  test.each([
    ['done', 'succeeded'],
    ['ok', 'succeeded'],
    ['Stopped', 'canceled'],
    ['BROKEN', 'failed'],
    ['busy', 'running'],
    [100, 'succeeded'],
    [40, 'running'],
    [true, 'running'],
    [null, 'failed'],
    [['done'], 'failed'],
    [{ a: 1 }, 'failed'],
  ])('status %j means %s', async (status, outcome) => {
    expect((await watch(words, answered(200, { status }))).status).toBe(outcome);
  });

  test('without a path the first good answer is success', async () => {
    expect((await watch({ statusJsonPath: '' }, answered(200, 'fine'))).status).toBe('succeeded');
  });

  test('progress is kept, and must be text', async () => {
    const context = { ...words, progressJsonPath: '$.note' };
    expect(await watch(context, answered(200, { status: 'busy', note: 'half' }))).toMatchObject({
      status: 'running',
      context: { webhook: { monitor: { progressMessage: 'half', resolvedValue: 'busy' } } },
    });
    expect((await watch(context, answered(200, { status: 'busy', note: 5 }))).status).toBe('failed');
  });

  test('a percentage is kept', async () => {
    expect(await watch({}, answered(200, { status: 40 }))).toMatchObject({
      context: { webhook: { monitor: { percentComplete: 40 } } },
    });
  });

  test.each([
    [500, {}, 'running'],
    [429, {}, 'running'],
    [404, {}, 'failed'],
    [404, { retryStatusCodes: [404] }, 'running'],
  ])('an answer of %i is handled', async (status, context, outcome) => {
    expect((await watch(context, answered(status))).status).toBe(outcome);
  });

  test('the address is looked at every second at first, then every 15 s', async () => {
    const http = { request: async () => answered(200, { status: 'busy' }) };
    const given = {
      context: { url, waitForCompletion: true, statusJsonPath: '$.status' },
      services: { http },
    };
    expect(await answerOf(webhook, 'monitorWebhook', given)).toMatchObject({ afterMs: 1000 });
    const later = { ...given, now: 1_000_000, task: { startedAt: 900_000 } };
    expect(await answerOf(webhook, 'monitorWebhook', later)).toMatchObject({ afterMs: 15_000 });
  });
});

test('only what is wanted is planned', async () => {
  const plan = async (context: JsonObject) =>
    (await webhook.plan?.(fakeRun(webhook, { context: { url, ...context } })))?.tasks;
  expect(await plan({})).toEqual(['createWebhook']);
  expect(await plan({ waitForCompletion: 'true', waitBeforeMonitor: '5' })).toEqual([
    'createWebhook',
    'waitBeforeMonitorWebhook',
    'monitorWebhook',
  ]);
  expect(await plan({ monitorOnly: true, waitForCompletion: true })).toEqual(['monitorWebhook']);
  await expect(plan({ monitorOnly: true })).rejects.toThrow(/must wait/);
  await expect(plan({ url: undefined })).rejects.toThrow(/address to call/);
});

test('the other side is told of a cancellation, by POST unless the stage says otherwise', async () => {
  const calls: OutboundRequest[] = [];
  const http = {
    request: async (input: OutboundRequest) => {
      calls.push(input);
      return answered(200);
    },
  };
  const cancel = async (context: JsonObject) =>
    webhook.onCancel?.(fakeRun(webhook, { context: { url, ...context }, services: { http } }));
  await cancel({});
  expect(calls).toEqual([]);
  await cancel({
    signalCancellation: true,
    cancelEndpoint: 'https://ci.example/stop',
    cancelPayload: { id: 7 },
  });
  await cancel({
    signalCancellation: 'true',
    cancelEndpoint: 'https://ci.example/stop',
    cancelMethod: 'delete',
  });
  expect(calls.map((call) => [call.method, call.body])).toEqual([
    ['POST', '{"id":7}'],
    ['DELETE', undefined],
  ]);
});

test('a dry run tells the call, but no values of headers', async () => {
  const context = { url, payload: { a: 1 }, customHeaders: { authorization: 'Bearer secret' } };
  const told = await webhook.preview?.(fakeRun(webhook, { context }));
  expect(told).toMatchObject({ context: { preview: { words: [`Would call POST ${url}.`] } } });
  expect(JSON.stringify(told)).not.toContain('secret');
});

test.each([
  ['$.a.b[1]', { a: { b: [1, 2] } }, 2],
  ['a.b', { a: { b: 5 } }, 5],
  ["$['a b'].c", { 'a b': { c: true } }, true],
  ['$..id', { x: { id: 1 }, y: [{ id: 2 }] }, [1, 2]],
  ['$.list[-1]', { list: ['x', 'y'] }, 'y'],
  ['$.list[*].n', { list: [{ n: 1 }, { n: 2 }] }, [1, 2]],
  ['$.none.deeper', { a: 1 }, undefined],
  ['$.__proto__', {}, undefined],
])('the path %s is read', (path, document, value) => {
  expect(readPath(path, document)).toEqual(value);
});
