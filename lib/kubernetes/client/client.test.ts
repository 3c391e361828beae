import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { type FakeServer, fakeServer, json, refusal } from './testing/fake-server.ts';
import { retryWait } from './transport.ts';

const open: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(...args: Parameters<typeof fakeServer>): Promise<FakeServer> {
  const server = await fakeServer(...args);
  open.push(server);
  return server;
}

const ref = { kind: 'ConfigMap', namespace: 'shop', name: 'a' };
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };

describe('a busy or failing cluster', () => {
  test('that says when to come back is asked again then, writes too', async () => {
    const times: number[] = [];
    const { client } = await serve((_, response) => {
      times.push(performance.now());
      if (times.length === 1)
        json(response, 429, refusal(429, 'TooManyRequests', 'slow down'), { 'retry-after': '1' });
      else json(response, 201, object);
    });
    await client.create(object);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  test('with a burst of errors is asked again where that does no harm', async () => {
    let failures = 2;
    const { client, asked } = await serve((_, response) => {
      failures -= 1;
      json(
        response,
        failures >= 0 ? 503 : 200,
        failures >= 0 ? refusal(503, 'ServiceUnavailable', 'etcd') : object,
      );
    });
    await client.apply(object);
    expect(asked).toHaveLength(3);
  });

  test('is not asked again to create: it may have done so', async () => {
    const { client, asked } = await serve((_, response) =>
      json(response, 500, refusal(500, 'InternalError', 'it broke')),
    );
    await expect(client.create(object)).rejects.toMatchObject({ code: 500, message: 'it broke' });
    expect(asked).toHaveLength(1);
  });

  test('gets fewer and fewer retries: its budget runs out', async () => {
    const { client, asked } = await serve((_, response) =>
      json(response, 503, refusal(503, 'ServiceUnavailable', 'down'), { 'retry-after': '0' }),
    );
    await Promise.allSettled(Array.from({ length: 30 }, () => client.get(ref)));
    // Thirty calls and at most twenty retries, not a hundred and twenty.
    expect(asked.length).toBeLessThanOrEqual(50);
  });

  test('that takes a call and stays silent is given up in bounded time', async () => {
    const { client } = await serve(() => undefined, { answerTimeoutMs: 500 });
    const started = performance.now();
    await expect(client.create(object)).rejects.toMatchObject({ reason: 'Timeout' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test.each([
    ['a refusal', new ApiError({ code: 403, reason: 'Forbidden', message: '' }), true, 0, false],
    [
      'an error of the server',
      new ApiError({ code: 500, reason: 'InternalError', message: '' }),
      true,
      0,
      true,
    ],
    [
      'an error of the server, for what must not be repeated',
      new ApiError({ code: 500, reason: 'InternalError', message: '' }),
      false,
      0,
      false,
    ],
    [
      'an error the fifth time',
      new ApiError({ code: 500, reason: 'InternalError', message: '' }),
      true,
      4,
      false,
    ],
    [
      'a connection refused, for anything: it never left',
      new ApiError({ code: 0, reason: 'Refused', message: '' }),
      false,
      0,
      true,
    ],
    [
      'a credential refused once: it may have been rotated',
      new ApiError({ code: 401, reason: 'Unauthorized', message: '' }),
      true,
      0,
      true,
    ],
    [
      'a credential refused twice',
      new ApiError({ code: 401, reason: 'Unauthorized', message: '' }),
      true,
      1,
      false,
    ],
    [
      'an hour to wait',
      new ApiError({ code: 429, reason: 'TooManyRequests', message: '', retryAfterMs: 3_600_000 }),
      true,
      0,
      false,
    ],
  ])('after %s', (_, error, isRepeatable, attempt, again) => {
    expect(retryWait(error, { isRepeatable }, attempt) !== undefined).toBe(again);
  });
});

describe('an answer', () => {
  test("that refuses brings the cluster's own words and causes", async () => {
    const { client } = await serve((_, response) =>
      json(response, 422, {
        ...(refusal(422, 'Invalid', 'ConfigMap "a" is invalid') as object),
        details: { causes: [{ reason: 'FieldValueRequired', field: 'data', message: 'Required value' }] },
      }),
    );
    await expect(client.apply(object)).rejects.toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: 'ConfigMap "a" is invalid',
      causes: [{ reason: 'FieldValueRequired', field: 'data', message: 'Required value' }],
      status: 400,
    });
  });

  test('of a proxy in between is told without its markup', async () => {
    const { client } = await serve((_, response) =>
      response.writeHead(407).end('<html><h1>Proxy</h1> says no</html>'),
    );
    await expect(client.get(ref)).rejects.toThrow('The cluster answered 407: Proxy says no');
  });

  test('of 404 is nothing for a read and false for a delete', async () => {
    const { client } = await serve((_, response) =>
      json(response, 404, refusal(404, 'NotFound', 'not found')),
    );
    expect(await client.get(ref)).toBeUndefined();
    expect(await client.delete(ref)).toBe(false);
  });

  test('never carries the credential into an error', async () => {
    const { client } = await serve((_, response) =>
      json(response, 401, refusal(401, 'Unauthorized', 'Unauthorized')),
    );
    const error = await client.get(ref).catch((caught: unknown) => caught);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-token');
    expect(error).toMatchObject({ code: 401, status: 503 });
  });
});

describe('a list', () => {
  test('is read in pages, and its items say what they are', async () => {
    const { client, asked } = await serve((one, response) => {
      const isSecond = one.query.get('continue') === 'more';
      json(response, 200, {
        kind: 'ConfigMapList',
        metadata: { resourceVersion: '7', ...(isSecond ? {} : { continue: 'more' }) },
        items: [{ metadata: { name: isSecond ? 'b' : 'a' } }],
      });
    });
    const { items, resourceVersion } = await client.list({ kind: 'cm', namespace: 'shop' });
    expect(items.map((item) => [item.kind, item.apiVersion, item.metadata.name])).toEqual([
      ['ConfigMap', 'v1', 'a'],
      ['ConfigMap', 'v1', 'b'],
    ]);
    expect(resourceVersion).toBe('7');
    expect(asked[0]?.query.get('limit')).toBe('500');
  });

  test('whose token is too old begins again', async () => {
    let expired = false;
    const { client } = await serve((one, response) => {
      if (one.query.has('continue') && !expired) {
        expired = true;
        return json(response, 410, refusal(410, 'Expired', 'The provided continue parameter is too old'));
      }
      const isLast = one.query.has('continue');
      json(response, 200, {
        kind: 'ConfigMapList',
        metadata: { resourceVersion: '1', ...(isLast ? {} : { continue: 'x' }) },
        items: [{ metadata: { name: isLast ? 'b' : 'a' } }],
      });
    });
    const { items } = await client.list({ kind: 'ConfigMap' });
    expect(items.map((item) => item.metadata.name)).toEqual(['a', 'b']);
  });
});

describe('a watch', () => {
  const line = (type: string, name: string) =>
    `${JSON.stringify({ type, object: { metadata: { name, resourceVersion: '5' } } })}\n`;

  test('gives events as they come, however the network cuts them', async () => {
    const { client } = await serve((_, response) => {
      const bytes = Buffer.from(line('ADDED', 'ä') + line('BOOKMARK', '') + line('DELETED', 'ö'));
      void (async () => {
        for (const byte of bytes) {
          response.write(Buffer.from([byte]));
          if (byte % 7 === 0) await sleep(0);
        }
        response.end();
      })();
    });
    const events = [];
    for await (const event of client.watch({ kind: 'ConfigMap' })) events.push(event);
    expect(events).toMatchObject([
      { type: 'ADDED', object: { kind: 'ConfigMap', metadata: { name: 'ä' } } },
      { type: 'BOOKMARK', resourceVersion: '5' },
      { type: 'DELETED', object: { metadata: { name: 'ö' } } },
    ]);
  });

  test('that says it is too old in the middle of the stream throws 410', async () => {
    const { client } = await serve((_, response) => {
      response.write(line('ADDED', 'a'));
      response.end(
        `${JSON.stringify({ type: 'ERROR', object: refusal(410, 'Expired', 'too old resource version') })}\n`,
      );
    });
    const watching = async () => {
      for await (const _ of client.watch({ kind: 'ConfigMap' }));
    };
    await expect(watching()).rejects.toMatchObject({ code: 410, reason: 'Expired' });
  });

  test('that falls silent is ended after its idle time', async () => {
    const { client } = await serve((_, response) => {
      response.write(line('ADDED', 'a'));
    });
    const watching = async () => {
      for await (const _ of client.watch({ kind: 'ConfigMap' }, { idleTimeoutMs: 500 }));
    };
    await expect(watching()).rejects.toMatchObject({ code: 0, reason: 'Timeout' });
  });

  test('ends quietly when its reader stops, and closes its connection', async () => {
    let isClosed = false;
    const { client } = await serve((_, response) => {
      response.on('close', () => {
        isClosed = true;
      });
      response.write(line('ADDED', 'a'));
    });
    for await (const _ of client.watch({ kind: 'ConfigMap' })) break;
    for (let wait = 0; wait < 100 && !isClosed; wait += 1) await sleep(10);
    expect(isClosed).toBe(true);
  });
});

test('an abort is heard at once though the call has no connection yet', async () => {
  const { client } = await serve(() => undefined);
  await client.resources();
  const calls = Array.from({ length: 30 }, () =>
    client.get(ref, AbortSignal.timeout(200)).catch((error: unknown) => error),
  );
  const started = performance.now();
  const answers = await Promise.all(calls);
  expect(performance.now() - started).toBeLessThan(2_000);
  for (const answer of answers) expect(answer).toMatchObject({ reason: 'Aborted' });
});
