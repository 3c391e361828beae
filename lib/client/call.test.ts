import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';
import { buildUrl } from './build-url.ts';
import { call } from './call.ts';
import { ProblemError } from './problem-error.ts';

const original = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = original;
});

/** Stands in for the network: answers once and keeps what was asked. */
function answering(response: Response | Error) {
  const asked: { url: string; init: RequestInit }[] = [];
  globalThis.fetch = async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} });
    if (response instanceof Error) throw response;
    return response;
  };
  return asked;
}

const renameApi = endpoint({
  method: 'PUT',
  path: '/pipelines/{id}/name',
  params: z.object({ id: z.string() }),
  body: z.object({ name: z.string() }),
  response: z.object({ name: z.string() }),
  summary: 'Rename',
});
const removeApi = endpoint({
  method: 'DELETE',
  path: '/pipelines/{id}',
  params: z.object({ id: z.string() }),
  summary: 'Delete',
});

test('an address is filled from params and query, with what is absent left out', () => {
  const url = buildUrl('/a/{id}/b', { id: 'x/y z' }, { q: 'a b', status: ['A', 'B'], none: undefined });
  expect(url).toBe('/api/v1/a/x%2Fy%20z/b?q=a+b&status=A&status=B');
});

test('a call sends its body and the revision it was made from, and answers by the contract', async () => {
  const asked = answering(Response.json({ name: 'new' }));
  const answer = await call<typeof renameApi>('PUT /pipelines/{id}/name', {
    params: { id: '1' },
    body: { name: 'new' },
    ifMatch: 12,
  });
  expectTypeOf(answer).toEqualTypeOf<{ name: string }>();
  expect(answer).toEqual({ name: 'new' });
  expect(asked[0]?.url).toBe('/api/v1/pipelines/1/name');
  expect(asked[0]?.init).toMatchObject({
    method: 'PUT',
    body: '{"name":"new"}',
    headers: { 'if-match': '"12"' },
  });
});

test('a route without an answer gives nothing', async () => {
  answering(new Response(null, { status: 204 }));
  expect(await call<typeof removeApi>('DELETE /pipelines/{id}', { params: { id: '1' } })).toBeUndefined();
});

test('a refusal carries the sentence, the faulty fields and what else the server sent', async () => {
  const problem = {
    title: 'Conflict',
    detail: 'Somebody saved it.',
    errors: [{ field: 'name', message: 'Taken.' }],
    revision: 7,
  };
  answering(
    new Response(JSON.stringify(problem), {
      status: 409,
      headers: { 'content-type': 'application/problem+json' },
    }),
  );
  const error = await call<typeof removeApi>('DELETE /pipelines/{id}', { params: { id: '1' } }).catch(
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({
    status: 409,
    message: 'Somebody saved it.',
    errors: [{ field: 'name', message: 'Taken.' }],
    extensions: { revision: 7 },
  });
});

test('the HTML page of a proxy in between becomes a plain sentence', async () => {
  const page = new Response('<h1>Bad gateway</h1>', {
    status: 502,
    headers: { 'content-type': 'text/html' },
  });
  answering(page);
  await expect(
    call<typeof removeApi>('DELETE /pipelines/{id}', { params: { id: '1' } }),
  ).rejects.toMatchObject({
    status: 502,
    message: 'The server answered 502',
  });
});

test('an unreachable server is status 0 with what to do', async () => {
  answering(new TypeError('fetch failed'));
  await expect(
    call<typeof removeApi>('DELETE /pipelines/{id}', { params: { id: '1' } }),
  ).rejects.toMatchObject({ status: 0 });
});
