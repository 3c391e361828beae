import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplicationApi, getApplicationApi, listApplicationsApi } from '#lib/applications/api.ts';
import { listPipelinesApi } from '#lib/pipelines/api.ts';
import { apiAt } from './fixtures/api.ts';
import { freshName } from './fixtures/content.ts';
import { kubectl } from './fixtures/kubectl.ts';
import { descendantsOf, isAlive } from './fixtures/processes.ts';
import { foredeck, freePort, startProduct } from './fixtures/product.ts';
import { makeToken, signInByHttp } from './fixtures/sign-in.ts';
import { expect, test } from './fixtures/test.ts';

let home: string;
test.beforeEach(() => {
  home = join(tmpdir(), `foredeck-${freshName('first')}`);
});
test.afterEach(() => rmSync(home, { recursive: true, force: true }));

test('a first start shows the product; Ctrl-C leaves nothing behind; a second start finds its data', async () => {
  test.setTimeout(180_000);
  const port = await freePort();
  const first = await startProduct({ home, port });
  const passwordFile = join(home, 'admin-password');
  expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
  expect(first.output()).toContain(passwordFile);
  expect(first.output()).toContain(first.kubeconfig);
  const password = readFileSync(passwordFile, 'utf8').trim();
  const adminAt = async (url: string) =>
    apiAt(url, {
      authorization: `Bearer ${await makeToken(url, await signInByHttp(url, 'admin', password))}`,
    });
  const admin = await adminAt(first.url);

  expect((await admin.call(listApplicationsApi, {})).map(({ name }) => name)).toEqual([
    'podinfo',
    'podinfo-worker',
  ]);
  expect(await admin.call(listPipelinesApi, { params: { application: 'podinfo' } })).toHaveLength(1);
  await admin.call(createApplicationApi, { body: { name: 'kept' } });
  await kubectl(first.kubeconfig, 'create', 'namespace', 'kept');

  const family = descendantsOf(first.pid);
  // Database, sandbox, web and worker at the least; what they started themselves is in it too.
  expect(family.length).toBeGreaterThanOrEqual(4);
  expect(await first.stop('SIGINT')).toBe(0);
  expect(family.filter(isAlive)).toEqual([]);

  // As a killed run leaves it: the lock names a process that is gone.
  writeFileSync(join(home, 'foredeck.pid'), `${first.pid} 1\n`);
  const second = await startProduct({ home, port });
  const again = await adminAt(second.url);
  const kept = await again.call(getApplicationApi, { params: { application: 'kept' } });
  expect(kept.name).toBe('kept');
  expect(await kubectl(second.kubeconfig, 'get', 'namespace', 'kept', '-o', 'name')).toBe('namespace/kept');

  await test.step('a second Foredeck on the same data is refused by name', async () => {
    const other = await foredeck(['up'], { FOREDECK_HOME: home, PORT: String(await freePort()) });
    expect(other.code).toBe(1);
    expect(other.output).toContain(`Foredeck already runs on this data (process ${second.pid}).`);
  });
  expect(await second.stop('SIGTERM')).toBe(0);
});

test('a port that is taken is told at once, and nothing is left running', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const answer = await foredeck(['up'], { FOREDECK_HOME: home, PORT: String(port), FOREDECK_LOG: 'warn' });
  server.close();
  expect(answer).toEqual({
    code: 1,
    output: `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start\n`,
  });
});

test('all faults of the settings are told at once', async () => {
  const answer = await foredeck(['up'], {
    FOREDECK_HOME: home,
    PORT: 'seven',
    FOREDECK_URL: 'somewhere',
    DATABASE_URL: 'mysql://localhost/foredeck',
    FOREDECK_ADMIN_PASSWORD: 'short',
  });
  expect(answer.code).toBe(1);
  for (const name of ['PORT', 'FOREDECK_URL', 'DATABASE_URL', 'FOREDECK_ADMIN_PASSWORD'])
    expect(answer.output).toMatch(new RegExp(`^  ${name}: `, 'm'));
});

test('a data folder that cannot be written is told in a sentence', async () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'file'), '');
  const answer = await foredeck(['up'], {
    FOREDECK_HOME: join(home, 'file'),
    PORT: String(await freePort()),
  });
  expect(answer.code).toBe(1);
  expect(answer.output).toContain(join(home, 'file'));
  expect(answer.output).not.toContain('    at ');
});
