import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isStatus } from './status-error.ts';
import { createStore, type StoreEvent } from './store.ts';

const pod = (name: string, extra: Record<string, unknown> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: 'node-1', terminationGracePeriodSeconds: 30 },
  ...extra,
});

describe('an object in the store', () => {
  test('gets identity, first generation and a version when it is created', () => {
    const store = createStore({ clock: () => new Date('2026-01-02T03:04:05.678Z') });
    const made = store.create('pods', pod('a'));
    expect(made.metadata).toMatchObject({ generation: 1, creationTimestamp: '2026-01-02T03:04:05Z' });
    expect(made.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.metadata.resourceVersion).toBe(store.resourceVersion());
  });

  test('raises its generation with the spec and not with the status', () => {
    const store = createStore();
    store.create('pods', pod('a'));
    const status = store.update(
      'pods',
      'default',
      'a',
      (live) => ({ ...live, spec: {}, status: { phase: 'Running' } }),
      {
        subresource: 'status',
      },
    );
    expect(status).toMatchObject({
      metadata: { generation: 1 },
      spec: { nodeName: 'node-1' },
      status: { phase: 'Running' },
    });
    const spec = store.update('pods', 'default', 'a', (live) => ({ ...live, spec: { nodeName: 'node-2' } }));
    expect(spec?.metadata.generation).toBe(2);
  });

  test('is not written when nothing changed', () => {
    const store = createStore();
    const made = store.create('pods', pod('a'));
    const same = store.update('pods', 'default', 'a', (live) => ({
      ...live,
      spec: { ...(live.spec as object) },
    }));
    expect(same).toBe(made);
  });

  test('is refused a second time under the same name', () => {
    const store = createStore();
    store.create('pods', pod('a'));
    expect(() => store.create('pods', pod('a'))).toThrow('pods "a" already exists');
  });
});

describe('deletion', () => {
  test('marks a running pod and removes it with a grace period of zero', () => {
    const store = createStore({ clock: () => new Date('2026-01-02T03:04:05Z') });
    store.create('pods', pod('a'));
    const marked = store.delete('pods', 'default', 'a');
    expect(marked.metadata).toMatchObject({
      deletionTimestamp: '2026-01-02T03:04:35Z',
      deletionGracePeriodSeconds: 30,
      generation: 2,
    });
    store.delete('pods', 'default', 'a', { gracePeriodSeconds: 0 });
    expect(store.get('pods', 'default', 'a')).toBeUndefined();
  });

  test('waits for the last finalizer', () => {
    const store = createStore();
    const draft = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', namespace: 'x', finalizers: ['a/b'] },
    };
    store.create('configmaps', draft);
    expect(store.delete('configmaps', 'x', 'c').metadata.deletionTimestamp).toBeDefined();
    store.update('configmaps', 'x', 'c', (live) => ({
      ...live,
      metadata: { ...live.metadata, finalizers: [] },
    }));
    expect(store.get('configmaps', 'x', 'c')).toBeUndefined();
  });

  test('adds the finalizer of a foreground cascade', () => {
    const store = createStore();
    store.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', namespace: 'x' },
    });
    const marked = store.delete('configmaps', 'x', 'c', { propagationPolicy: 'Foreground' });
    expect(marked.metadata.finalizers).toEqual(['foregroundDeletion']);
  });

  test('of another incarnation is a conflict', () => {
    const store = createStore();
    store.create('pods', pod('a'));
    try {
      store.delete('pods', 'default', 'a', { preconditions: { uid: 'other' } });
      expect.unreachable();
    } catch (error) {
      expect(isStatus(error, 'Conflict')).toBe(true);
    }
  });
});

describe('watching', () => {
  test('tells events in the order of their versions even when a listener writes', () => {
    const store = createStore();
    const seen: StoreEvent[] = [];
    store.watch('pods', ({ object }) => {
      if (object.metadata.name === 'a') store.create('pods', pod('b'));
    });
    store.watch('*', (event) => void seen.push(event));
    store.create('pods', pod('a'));
    expect(seen.map(({ object }) => object.metadata.name)).toEqual(['a', 'b']);
  });

  test('resumes from the history and knows what it has forgotten', () => {
    const store = createStore({ historyLength: 10 });
    const first = Number(store.create('pods', pod('p0')).metadata.resourceVersion);
    for (let index = 1; index < 40; index += 1) store.create('pods', pod(`p${index}`));
    expect(store.history.since(first, 'pods')).toBeUndefined();
    expect(store.history.since(Number(store.resourceVersion()) - 2, 'pods')).toHaveLength(2);
  });

  test('rebuilds the list of an older version', () => {
    const store = createStore();
    store.create('pods', pod('a'));
    const version = Number(store.create('pods', pod('b')).metadata.resourceVersion);
    store.update('pods', 'default', 'a', (live) => ({ ...live, status: { phase: 'Running' } }));
    store.delete('pods', 'default', 'b', { gracePeriodSeconds: 0 });
    store.create('pods', pod('c'));
    const past = store.history.rewind('pods', store.list('pods'), version);
    expect(past?.map(({ metadata, status }) => [metadata.name, status])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });
});

test('dependents are found by the uid of their owner, until they are gone', () => {
  const store = createStore();
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u1' }];
  store.create('pods', pod('a', { metadata: { name: 'a', namespace: 'default', ownerReferences } }));
  expect(store.byOwner('u1').map(({ object }) => object.metadata.name)).toEqual(['a']);
  store.delete('pods', 'default', 'a', { gracePeriodSeconds: 0 });
  expect(store.byOwner('u1')).toEqual([]);
});

test('a data folder brings everything back, versions included', async () => {
  const data = mkdtempSync(join(tmpdir(), 'store-'));
  const store = createStore({ data });
  store.create('pods', pod('a'));
  store.create('pods', pod('b'));
  store.delete('pods', 'default', 'a', { gracePeriodSeconds: 0 });
  const version = store.resourceVersion();
  await store.close();
  const again = createStore({ data });
  expect(again.list('pods').map(({ metadata }) => metadata.name)).toEqual(['b']);
  expect(again.resourceVersion()).toBe(version);
  await again.close();
});

test('a last line cut off by a crash is forgotten, and what is written after it is kept', async () => {
  const data = mkdtempSync(join(tmpdir(), 'store-'));
  const store = createStore({ data });
  store.create('pods', pod('a'));
  await store.close();
  appendFileSync(join(data, 'journal.ndjson'), '{"of":"pods","set":{"apiVer');
  const again = createStore({ data });
  again.create('pods', pod('b'));
  await again.close();
  const third = createStore({ data });
  expect(third.list('pods').map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  await third.close();
});
