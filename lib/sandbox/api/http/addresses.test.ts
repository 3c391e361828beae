import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../index.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ controllers: false });
  for (const name of ['a', 'b']) {
    sandbox.store.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    });
  }
});

afterAll(() => sandbox.stop());

const MAPS = '/api/v1/namespaces/default/configmaps';

async function ask(path: string, options: RequestInit = {}): Promise<{ code: number; text: string }> {
  const response = await fetch(`${sandbox.url}${path}`, options);
  return { code: response.status, text: await response.text() };
}

async function refusal(path: string, options?: RequestInit): Promise<string> {
  const { text } = await ask(path, options);
  return String(JSON.parse(text).message);
}

const write = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
});

describe('a watch', () => {
  test('by its old address tells of one object', async () => {
    const { text } = await ask('/api/v1/watch/namespaces/default/configmaps/a?timeoutSeconds=1');
    expect(JSON.parse(text)).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
  });

  test('from before the first objects of the cluster has expired', async () => {
    const { text } = await ask(`${MAPS}?watch=1&resourceVersion=1&timeoutSeconds=1`);
    expect(JSON.parse(text)).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } });
  });

  test('that begins with all there is wants the match that goes with it', async () => {
    expect(await refusal(`${MAPS}?watch=1&sendInitialEvents=true`)).toContain(
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  });

  test('of one object by its address is a plain answer', async () => {
    const { text } = await ask(`${MAPS}/a?watch=1`);
    expect(JSON.parse(text)).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'a' } });
  });
});

test('a version of the future is not there yet', async () => {
  expect(await refusal(`${MAPS}/a?resourceVersion=999999`)).toContain('Too large resource version: 999999');
});

test('an answer is indented for who asks for it', async () => {
  expect((await ask(`${MAPS}/a?pretty=true`)).text).toContain('{\n  "kind"');
});

test('a deletion that means another object is refused', async () => {
  const options = { ...write('{"preconditions":{"uid":"other"}}'), method: 'DELETE' };
  expect(await refusal(`${MAPS}/b`, options)).toContain('the UID in the precondition (other) does not match');
});

describe('a body', () => {
  test('that ends too early is quoted by its beginning', async () => {
    expect(await refusal(MAPS, write('{"apiVersion":"v1","kind":"ConfigMap","metadata":{'))).toContain(
      'unexpected end of JSON input ({"apiVersion":"v1","kind":"Con ...)',
    );
  });

  test('that is no object is quoted in bytes', async () => {
    expect(await refusal(MAPS, write('[]'))).toMatch(/cannot unmarshal array into Go value .* \(5b5d\)$/);
  });

  test('of a built-in kind need not say its version', async () => {
    const { code } = await ask(MAPS, write('{"kind":"ConfigMap","metadata":{"name":"made"}}'));
    expect(code).toBe(201);
  });
});

test('a token that nobody gave out authenticates nobody', async () => {
  const body = '{"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1","spec":{"token":"x"}}';
  const { text } = await ask('/apis/authentication.k8s.io/v1/tokenreviews', write(body));
  expect(JSON.parse(text).status).toEqual({ error: 'invalid bearer token', user: {} });
});
