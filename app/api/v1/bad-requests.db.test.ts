import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createApplicationApi, getApplicationApi, listApplicationsApi } from '#lib/applications/api.ts';
import { createApplication } from '#lib/applications/index.ts';
import { CreateApplication } from '#lib/applications/schema.ts';
import { systemContext } from '#lib/auth/index.ts';
import { addPerson, bearerOf, cookieOf } from '#lib/auth/testing/people.ts';
import { listExecutionsApi } from '#lib/executions/api.ts';
import { RATES } from '#lib/http/rate-limit.ts';
import { createTeamApi, createUserApi } from '#lib/people/api.ts';
import { createPipelineApi, getPipelineApi, savePipelineApi } from '#lib/pipelines/api.ts';
import { createPipeline } from '#lib/pipelines/index.ts';
import { database } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { forgetProcessState } from '#lib/platform/process-state.ts';
import { callRoute } from './testing/call-route.ts';

useTestDatabase();
let admin: Record<string, string>;
let script: Record<string, string>;
let pipelineId = '';

beforeAll(async () => {
  const person = await addPerson('root', { admin: true });
  admin = await cookieOf(person.sessionId);
  script = await bearerOf(person.id);
  const system = systemContext('test');
  await createApplication(system, CreateApplication.parse({ name: 'shop' }));
  const made = await createPipeline(system, 'shop', { definition: { name: 'p', stages: [] }, message: '' });
  pipelineId = made.id;
});
beforeEach(() => forgetProcessState('http.rate-limiter'));

async function problemOf(response: Response): Promise<{ status: number; detail: string; errors?: unknown }> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return response.json();
}
const create = (text: string, headers: Record<string, string> = {}) =>
  callRoute(createApplicationApi, { text, headers: { ...admin, ...headers } });

test.each([
  ['no JSON', '{"name": ', {}, 400, /not valid JSON/],
  ['a form of another site', 'name=x', { 'content-type': 'text/plain' }, 400, /application\/json/],
  ['nested too deep', `${'['.repeat(300)}${']'.repeat(300)}`, {}, 400, /deeper than 200 levels/],
  ['too large', JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}, 400, /larger than 1024 KiB/],
  ['a NUL that no database stores', '{"name":"a","description":"\\u0000"}', {}, 400, /NUL character/],
  ['a field that is missing', '{}', {}, 400, /name/],
  ['a name that Kubernetes refuses', '{"name":"-Shop!"}', {}, 400, /Begin with a letter/],
  ['a name that is taken, in other case', '{"name":"SHOP"}', {}, 409, /The name shop is taken/],
] as const)('%s: a clear sentence, and nothing is made', async (_, text, headers, status, words) => {
  const before = await database().application.count();
  const problem = await problemOf(await create(text, headers));
  expect(problem.status).toBe(status);
  expect(problem.detail).toMatch(words);
  expect(await database().application.count()).toBe(before);
});

test('a text that only speaks of a NUL passes', async () => {
  expect((await create('{"name":"speaks","description":"\\\\u0000"}')).status).toBe(200);
});

test('faults are named by field, so that a form shows them in place', async () => {
  const response = await callRoute(createUserApi, {
    body: { username: 'a b', name: '', password: 'short' },
    headers: admin,
  });
  expect(await problemOf(response)).toMatchObject({
    status: 400,
    errors: [
      { field: 'username', message: expect.stringContaining('Use letters') },
      { field: 'name', message: 'Enter a name.' },
      { field: 'password', message: 'Use at least 12 characters.' },
    ],
  });
});

test('a writer who began with an older revision gets the current one with the refusal', async () => {
  const save = (ifMatch: string) =>
    callRoute(savePipelineApi, {
      params: { id: pipelineId },
      body: { definition: { name: 'p', stages: [] } },
      headers: { ...admin, 'if-match': ifMatch },
    });
  expect((await save('"1"')).status).toBe(200);
  expect(await problemOf(await save('"1"'))).toMatchObject({ status: 409, current: { revision: 2 } });
  expect(await problemOf(await save('two'))).toMatchObject({
    status: 400,
    detail: expect.stringContaining('If-Match'),
  });
});

test('two who make the same at the same moment: one does, the other is told, whoever looked first', async () => {
  const make = () => callRoute(createTeamApi, { body: { name: 'raced' }, headers: admin });
  const answers = await Promise.all(Array.from({ length: 6 }, make));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
});

test('a page is limited, and an unknown status is named', async () => {
  const list = (query: Record<string, string>) => callRoute(listExecutionsApi, { query, headers: admin });
  expect((await list({ limit: '100000' })).status).toBe(400);
  expect((await list({ statuses: 'RUNNING,DANCING' })).status).toBe(400);
  expect((await list({ statuses: 'RUNNING,SUCCEEDED' })).status).toBe(200);
  expect((await list({ before: "'; drop table x; --" })).status).toBe(200);
});

test('an address with a NUL, or an id that is none, is refused in words', async () => {
  const nul = await callRoute(getPipelineApi, { params: { id: 'a\0b' }, headers: admin });
  expect(await problemOf(nul)).toMatchObject({ status: 400, detail: expect.stringContaining('NUL') });
  const odd = await callRoute(getPipelineApi, { params: { id: '../../users' }, headers: admin });
  expect((await problemOf(odd)).status).toBe(404);
});

test.each([
  ['another site by script', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ['another site that an old browser names by origin alone', { origin: 'https://evil.example' }, 403],
  ['a sister site', { origin: 'https://evil.foredeck.example', 'sec-fetch-site': 'same-site' }, 403],
  ['a page in a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }, 403],
  ['the console itself', { origin: 'http://localhost:7007', 'sec-fetch-site': 'same-origin' }, 200],
  ['a program', {}, 200],
])('a change asked for by %s', async (who, headers, status) => {
  const name = `from-${who.replace(/\W/g, '-').toLowerCase()}`;
  expect((await create(JSON.stringify({ name }), headers)).status).toBe(status);
  expect(await database().application.count({ where: { name } })).toBe(status === 200 ? 1 : 0);
});

test.each([
  [{ 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' }],
  [{ 'x-middleware-subrequest': 'src/middleware', 'x-forwarded-for': '127.0.0.1' }],
  [{ 'x-foredeck-user': 'root', 'x-forwarded-user': 'root', 'x-remote-user': 'root' }],
  [{ 'x-http-method-override': 'GET', 'x-original-url': '/healthz', 'x-rewrite-url': '/healthz' }],
  [{ authorization: 'Basic cm9vdDpyb290' }],
])('no header opens a door: %j', async (headers) => {
  expect((await callRoute(listApplicationsApi, { headers })).status).toBe(401);
  expect((await callRoute(getApplicationApi, { params: { application: 'shop' }, headers })).status).toBe(401);
  expect((await callRoute(createApplicationApi, { body: { name: 'opened' }, headers })).status).toBe(401);
});

test('who is not signed in is not read: the body is refused unseen', async () => {
  const text = 'x'.repeat(5_000_000);
  const response = await callRoute(createPipelineApi, { params: { application: 'shop' }, text });
  expect(response.status).toBe(401);
});

test('a caller that went wild is told to wait, others and other tokens of the same person are not', async () => {
  const read = (headers: Record<string, string>) => callRoute(listApplicationsApi, { headers });
  const flood = await Promise.all(Array.from({ length: RATES.read.burst * 2 }, () => read(script)));
  const refused = flood.find((response) => response.status === 429);
  expect(refused).toBeDefined();
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect((await problemOf(refused ?? new Response())).detail).toMatch(/too many requests/);
  expect((await read(admin)).status).toBe(200);
}, 60_000);

test('an answer carries the caller’s request id when it is a plain one, and is kept by no cache', async () => {
  const ask = (id: string) => callRoute(listApplicationsApi, { headers: { ...admin, 'x-request-id': id } });
  expect((await ask('trace-12345678')).headers.get('x-request-id')).toBe('trace-12345678');
  const odd = await ask('<script>alert(1)</script>');
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
  expect(odd.headers.get('cache-control')).toBe('no-store');
});

test('what breaks inside is a request id to people, and its cause is for the log', async () => {
  await database().$executeRaw`alter table "Application" rename to "ApplicationAway"`;
  try {
    const problem = await problemOf(await callRoute(listApplicationsApi, { headers: admin }));
    expect(problem.status).toBe(500);
    expect(problem.detail).toMatch(/give your administrator the request id/);
    expect(JSON.stringify(problem)).not.toMatch(/ApplicationAway|prisma|relation|select/i);
  } finally {
    await database().$executeRaw`alter table "ApplicationAway" rename to "Application"`;
  }
});
