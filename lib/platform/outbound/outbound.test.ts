import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createOutbound } from './outbound.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const limits = { totalMs: 400, bodyBytes: 1000 };
const local = createOutbound({ allowedHosts: ['127.0.0.1', 'inside.test'], limits });
const strict = createOutbound({ limits });

test('an allowed host is answered with status, headers and body', async () => {
  const url = await serve((_, response) => response.setHeader('x-a', 'b').end('hello'));
  const answer = await local.request({ url, method: 'get' });
  expect(answer).toMatchObject({ kind: 'answer', status: 200, body: 'hello', headers: { 'x-a': 'b' } });
});

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://169.254.169.254/latest/meta-data',
  'ftp://example.org/',
  'file:///etc/passwd',
  'http://user:secret@example.org/',
  'not an address',
])('%s is refused before anything is sent', async (url) => {
  expect((await strict.request({ url, method: 'GET' })).kind).toBe('refused');
});

test('a name that resolves to a private address is refused', async () => {
  const outbound = createOutbound({
    limits,
    resolve: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  expect(await outbound.request({ url: 'http://innocent.example/', method: 'GET' })).toMatchObject({
    kind: 'refused',
    reason: 'innocent.example leads to a private address.',
  });
});

test('a redirect to a private address is refused', async () => {
  const url = await serve((_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  );
  expect((await local.request({ url, method: 'GET' })).kind).toBe('refused');
});

test('a body that never ends is cut off and named', async () => {
  const url = await serve((_, response) => {
    const more = () => response.write('x'.repeat(500), () => response.destroyed || setImmediate(more));
    more();
  });
  const answer = await local.request({ url, method: 'GET' });
  expect(answer).toMatchObject({ kind: 'refused' });
  expect(JSON.stringify(answer)).toContain('larger than');
});

test('a server that hangs gives a timeout, within the limit', async () => {
  const url = await serve(() => undefined);
  expect((await local.request({ url, method: 'GET' })).kind).toBe('timeout');
});

test('a server that drips its headers or body gives a timeout too', async () => {
  const url = await serve((_, response) => {
    response.write('a');
    const timer = setInterval(() => response.write('a'), 50);
    response.on('close', () => clearInterval(timer));
  });
  expect((await local.request({ url, method: 'GET' })).kind).toBe('timeout');
});

test('a port where nobody listens is unreachable: nothing was sent', async () => {
  expect((await local.request({ url: 'http://127.0.0.1:1/', method: 'POST' })).kind).toBe('unreachable');
});
