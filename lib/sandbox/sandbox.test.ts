import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from './index.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ controllers: false });
  sandbox.store.create('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'default' },
  });
});

afterAll(() => sandbox.stop());

type Answer = Record<string, unknown> & { metadata: Record<string, unknown>; message?: string };

async function call(method: string, path: string, body?: unknown, type = 'application/json') {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { 'content-type': type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    code: response.status,
    warning: response.headers.get('warning'),
    body: (await response.json()) as Answer,
  };
}

const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const deployment = (name: string, image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image }] } },
  },
});

describe('writing', () => {
  test('fills in what the real server fills in', async () => {
    const { code, body } = await call('POST', DEPLOYMENTS, deployment('defaults', 'nginx'));
    expect(code).toBe(201);
    expect(body).toMatchObject({
      metadata: { generation: 1 },
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: {
          spec: { containers: [{ imagePullPolicy: 'Always', resources: {} }], restartPolicy: 'Always' },
        },
      },
      status: {},
    });
  });

  test('of an object that cannot be is refused with every fault', async () => {
    const broken = deployment('broken', 'nginx');
    broken.spec.template.metadata.labels = { app: 'other' };
    const { code, body } = await call('POST', DEPLOYMENTS, broken);
    expect(code).toBe(422);
    expect(body.message).toBe(
      'Deployment.apps "broken" is invalid: spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`',
    );
  });

  test('of unknown fields warns, or is refused when asked to be strict', async () => {
    const odd = { ...configMap('odd'), dat: {} };
    expect((await call('POST', `${MAPS}?dryRun=All`, odd)).warning).toBe('299 - "unknown field \\"dat\\""');
    const strict = await call('POST', `${MAPS}?fieldValidation=Strict`, odd);
    expect(strict.body.message).toContain('strict decoding error: unknown field "dat"');
  });

  test('an outdated copy is a conflict', async () => {
    const { body } = await call('POST', MAPS, configMap('raced'));
    await call('PATCH', `${MAPS}/raced`, { data: { a: '1' } }, 'application/merge-patch+json');
    const late = await call('PUT', `${MAPS}/raced`, { ...body, data: { a: '2' } });
    expect(late.code).toBe(409);
    expect(late.body.message).toContain('the object has been modified');
  });

  test('dry changes nothing', async () => {
    await call('POST', `${MAPS}?dryRun=All`, configMap('dry'));
    expect((await call('GET', `${MAPS}/dry`)).code).toBe(404);
  });

  test('into a missing namespace is refused', async () => {
    const { code, body } = await call('POST', '/api/v1/namespaces/none/configmaps', configMap('a'));
    expect([code, body.message]).toEqual([404, 'namespaces "none" not found']);
  });
});

describe('server-side apply', () => {
  const apply = (manager: string, image: string, force = false) =>
    call(
      'PATCH',
      `${DEPLOYMENTS}/applied?fieldManager=${manager}${force ? '&force=true' : ''}`,
      deployment('applied', image),
      'application/apply-patch+yaml',
    );

  test('names the managers whose fields it would change, and takes them by force', async () => {
    expect((await apply('ann', 'nginx:1')).code).toBe(201);
    const refused = await apply('bob', 'nginx:2');
    expect(refused.code).toBe(409);
    expect(refused.body.message).toBe(
      'Apply failed with 1 conflict: conflict with "ann": .spec.template.spec.containers[name="main"].image',
    );
    expect((await apply('bob', 'nginx:2', true)).code).toBe(200);
    expect((await apply('ann', 'nginx:1')).code).toBe(409);
  });

  test('takes out what its applier no longer names', async () => {
    const path = `${MAPS}/owned?fieldManager=ann`;
    const config = (data: Record<string, string>) =>
      call('PATCH', path, configMap('owned', data), 'application/apply-patch+yaml');
    await config({ a: '1', b: '2' });
    expect((await config({ a: '1' })).body.data).toEqual({ a: '1' });
  });
});

describe('reading', () => {
  test('goes page by page over one moment', async () => {
    const ns = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'pages' } };
    await call('POST', '/api/v1/namespaces', ns);
    const maps = '/api/v1/namespaces/pages/configmaps';
    for (const name of ['a', 'b', 'c', 'd']) await call('POST', maps, configMap(name));
    const first = await call('GET', `${maps}?limit=2`);
    await call('DELETE', `${maps}/d`);
    await call('POST', maps, configMap('e'));
    const second = await call('GET', `${maps}?limit=2&continue=${first.body.metadata.continue}`);
    const names = [first, second].flatMap(({ body }) =>
      (body.items as Answer[]).map(({ metadata }) => metadata.name),
    );
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(first.body.metadata.remainingItemCount).toBe(2);
  });

  test('as a table shows the columns of the kind', async () => {
    await call('POST', DEPLOYMENTS, deployment('table', 'nginx'));
    const response = await fetch(`${sandbox.url}${DEPLOYMENTS}/table`, {
      headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' },
    });
    const table = (await response.json()) as {
      columnDefinitions: { name: string }[];
      rows: { cells: unknown[] }[];
    };
    expect(table.columnDefinitions.map(({ name }) => name).slice(0, 4)).toEqual([
      'Name',
      'Ready',
      'Up-to-date',
      'Available',
    ]);
    expect(table.rows[0]?.cells.slice(0, 4)).toEqual(['table', '0/1', 0, 0]);
  });

  test('a watch tells what comes into sight of its selector and what leaves it', async () => {
    const stop = new AbortController();
    const query = `watch=true&labelSelector=seen%3Dyes&resourceVersion=${sandbox.store.resourceVersion()}`;
    const response = await fetch(`${sandbox.url}${MAPS}?${query}`, { signal: stop.signal });
    const label = (seen: string | null) =>
      call('PATCH', `${MAPS}/shy`, { metadata: { labels: { seen } } }, 'application/merge-patch+json');
    await call('POST', MAPS, configMap('shy'));
    await label('yes');
    await label(null);
    const types: string[] = [];
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) types.push((JSON.parse(line) as { type: string }).type);
      if (types.length >= 2) break;
    }
    stop.abort();
    expect(types).toEqual(['ADDED', 'DELETED']);
  });

  test('a watch from a forgotten version ends with 410', async () => {
    const own = await startSandbox({ controllers: false });
    for (let index = 0; index < 13_000; index += 1) {
      own.store.update('namespaces', undefined, 'default', (live) => ({
        ...live,
        metadata: { ...live.metadata, labels: { ...live.metadata.labels, index: String(index) } },
      }));
    }
    const response = await fetch(`${own.url}/api/v1/namespaces?watch=true&resourceVersion=2`);
    const { type, object } = JSON.parse(await response.text()) as { type: string; object: { code: number } };
    await own.stop();
    expect([type, object.code]).toEqual(['ERROR', 410]);
  });
});

test('a web page is kept out', async () => {
  const response = await fetch(`${sandbox.url}/version`, { headers: { origin: 'https://example.com' } });
  expect(response.status).toBe(403);
});
