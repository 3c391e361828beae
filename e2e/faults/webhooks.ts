import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { database } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { allEnded, assert, type FaultWorld, hasEnded, start, statusOf, until } from './world.ts';

const limitMs = 4000;

interface Received {
  readonly path: string;
  readonly method: string;
  readonly key: string;
}

export const webhooks: readonly Fault[] = [
  {
    id: 'F20',
    title:
      'a webhook whose other side hangs, drips, redirects inside, sends 10 GB, answers too late or sees its caller die: bounded, recorded, never called twice without the same key',
    run: async (world) => {
      const side = await otherSide();
      const worker = await world.worker({
        env: { FAULT_HOSTS: '127.0.0.1', FAULT_HTTP_MS: String(limitMs) },
      });
      try {
        const told = await misbehaving(side);
        worker.signal('SIGKILL');
        return [...told, await callerDies(world, side)].join('; ');
      } finally {
        await side.close();
      }
    },
  },
];

type OtherSide = Awaited<ReturnType<typeof otherSide>>;

async function misbehaving(side: OtherSide): Promise<string[]> {
  const cases: [path: string, expected: RegExp][] = [
    ['/hang', /did not answer in time/],
    ['/drip', /did not answer in time/],
    ['/inside', /private address/],
    ['/flood', /larger than/],
    ['/late', /did not answer in time/],
    ['/cut', /hang up|closed|terminated|reset/i],
  ];
  const ids = await Promise.all(
    cases.map(([path]) =>
      start([blueprint('w', 'webhook', [], { url: side.url + path, method: 'POST', payload: { n: 1 } })]),
    ),
  );
  const begun = performance.now();
  await allEnded(ids, 30_000);
  const took = performance.now() - begun;
  assert(took < limitMs + 6000, `the slowest took ${took} ms`);
  for (const [index, [path, expected]] of cases.entries()) {
    const stage = await database().stageExecution.findFirstOrThrow({
      where: { executionId: ids[index] ?? '' },
      include: { data: true },
    });
    assert(stage.status === 'TERMINAL', `${path} ended as ${stage.status}`);
    assert(expected.test(stage.error ?? ''), `${path} says "${stage.error}"`);
    assert(JSON.stringify(stage.data?.context).includes('webhook'), `${path} recorded nothing`);
    const calls = side.received.filter((call) => call.path === path).length;
    assert(calls === 1, `${path} was called ${calls} times`);
  }
  assert(side.insideCalls() === 0, 'the redirect was followed to a private address');
  const sent = side.floodedBytes() / 1024 / 1024;
  assert(sent < 64, `${sent} MiB of the flood were taken`);
  return [
    `hang, slow drip, redirect inside, 10 GB, answer after our limit, cut: each ended with its reason within ${(took / 1000).toFixed(1)} s (limit ${limitMs / 1000} s), one call each`,
    `${sent.toFixed(0)} MiB of 10 GB left the other side, 0 calls inside`,
  ];
}

/** The worker is killed while the other side works on its call: whoever calls again does so under the same key. */
async function callerDies(world: FaultWorld, side: OtherSide): Promise<string> {
  const env = { FAULT_HOSTS: '127.0.0.1' };
  const first = await world.worker({ env });
  const id = await start([blueprint('w', 'webhook', [], { url: `${side.url}/slow`, method: 'POST' })]);
  await until(async () => side.received.some((call) => call.path === '/slow'), 10_000);
  first.signal('SIGKILL');
  const second = await world.worker({ env });
  await until(() => hasEnded(id), 30_000);
  second.signal('SIGKILL');
  const calls = side.received.filter((call) => call.path === '/slow');
  const keys = new Set(calls.map((call) => call.key));
  assert((await statusOf(id)) === 'SUCCEEDED', `it ended as ${await statusOf(id)}`);
  assert(calls.length >= 2, 'the killed worker’s call was not repeated: the test did not test');
  assert(keys.size === 1 && ![...keys].includes(''), `${calls.length} calls under ${[...keys].join(', ')}`);
  return `caller killed: ${calls.length} calls, one Idempotency-Key`;
}

async function otherSide() {
  const received: Received[] = [];
  let flooded = 0;
  let inside = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const key = String(request.headers['idempotency-key'] ?? '');
    received.push({ path, method: request.method ?? '', key });
    request.resume();
    switch (path) {
      case '/hang':
        return;
      case '/drip':
        response.writeHead(200, { 'content-type': 'text/plain' });
        while (!response.destroyed) {
          response.write('.');
          await sleep(500);
        }
        return;
      case '/inside':
        response.writeHead(302, { location: `http://127.0.0.2:${insidePort}/secrets` }).end();
        return;
      case '/flood':
        response.writeHead(200, { 'content-length': String(10 * 1024 ** 3) });
        for (const chunk = Buffer.alloc(256 * 1024); !response.destroyed && flooded < 10 * 1024 ** 3; ) {
          flooded += chunk.length;
          if (!response.write(chunk)) await sleep(5);
        }
        return;
      case '/late':
        await sleep(limitMs + 1000);
        response.end('ok');
        return;
      case '/cut':
        request.socket.destroy();
        return;
      default:
        await sleep(1500);
        response.end('{}');
    }
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => undefined));
  const secret = createServer((_, response) => {
    inside += 1;
    response.end('secret');
  });
  const port = await listen(server, '127.0.0.1');
  const insidePort = await listen(secret, '127.0.0.2');
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    floodedBytes: () => flooded,
    insideCalls: () => inside,
    close: async () => {
      for (const one of [server, secret]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
}

async function listen(server: Server, host: string): Promise<number> {
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}
