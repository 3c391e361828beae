import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { applyEvent, createIndex, type IndexEvent, keyOf, listEntries } from './object-index.ts';

function object(facts: {
  kind?: string;
  name: string;
  namespace?: string;
  app?: string;
  owner?: string;
  version?: number;
}): KubernetesObject {
  const { kind = 'Pod', name, namespace = 'shop', app, owner, version = 1 } = facts;
  return {
    apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1',
    kind,
    metadata: {
      name,
      namespace,
      uid: `uid-${kind}-${name}`,
      resourceVersion: String(version),
      ...(app
        ? {
            annotations: {
              'moniker.spinnaker.io/application': app,
              'moniker.spinnaker.io/cluster': `deployment ${app}`,
            },
          }
        : {}),
      ...(owner
        ? {
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: owner, controller: true },
            ],
          }
        : {}),
    },
  };
}

const upsert = (one: KubernetesObject): IndexEvent => ({ type: 'upsert', object: one });

describe('the index', () => {
  test('finds by application whatever its letters, by cluster, owner, kind and namespace', () => {
    const index = createIndex();
    applyEvent(index, upsert(object({ name: 'a', app: 'Shop', owner: 'r1' })));
    applyEvent(index, upsert(object({ name: 'b', app: 'shop', namespace: 'other' })));
    applyEvent(index, upsert(object({ name: 'shop', kind: 'Deployment', app: 'shop' })));
    const names = (filter: Parameters<typeof listEntries>[1]) =>
      listEntries(index, filter)
        .map((entry) => entry.object.metadata.name)
        .sort();
    expect(names({ application: 'SHOP' })).toEqual(['a', 'b', 'shop']);
    expect(names({ application: 'shop', kind: 'po' })).toEqual(['a', 'b']);
    expect(names({ application: 'shop', cluster: 'deployment Shop' })).toEqual(['a']);
    expect(names({ ownerUid: 'r1' })).toEqual(['a']);
    expect(names({ namespace: 'other' })).toEqual(['b']);
    expect(names({ ownerUid: 'nobody' })).toEqual([]);
  });

  test('moves an object that changes its application', () => {
    const index = createIndex();
    applyEvent(index, upsert(object({ name: 'a', app: 'one' })));
    expect(applyEvent(index, upsert(object({ name: 'a', app: 'two', version: 2 })))?.type).toBe('modified');
    expect(listEntries(index, { application: 'one' })).toEqual([]);
    expect(index.byApplication.has('one')).toBe(false);
  });

  test('says nothing of an event that brings nothing new', () => {
    const index = createIndex();
    const one = object({ name: 'a' });
    expect(applyEvent(index, upsert(one))?.type).toBe('added');
    expect(applyEvent(index, upsert({ ...one }))).toBeUndefined();
    expect(applyEvent(index, { type: 'delete', object: one })?.type).toBe('deleted');
    expect(applyEvent(index, { type: 'delete', object: one })).toBeUndefined();
  });

  test('equals a plain map after any sequence of events, and keeps nothing of what is gone', () => {
    const event = fc.record({
      type: fc.constantFrom('upsert' as const, 'delete' as const),
      object: fc
        .record({
          name: fc.constantFrom('a', 'b', 'c', 'd'),
          kind: fc.constantFrom('Pod', 'Deployment'),
          app: fc.constantFrom('one', 'two'),
          owner: fc.constantFrom('r1', 'r2'),
        })
        .map(object),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const index = createIndex();
        const model = new Map<string, KubernetesObject>();
        for (const [at, one] of events.entries()) {
          // As in a cluster: what is written anew gets a new version.
          one.object.metadata.resourceVersion = String(at);
          applyEvent(index, one);
          if (one.type === 'delete') model.delete(keyOf(one.object));
          else model.set(keyOf(one.object), one.object);
        }
        expect(new Set(index.entries.keys())).toEqual(new Set(model.keys()));
        for (const map of [index.byApplication, index.byKind, index.byOwner, index.byNamespace]) {
          for (const set of map.values())
            for (const entry of set) expect(index.entries.get(entry.key)).toBe(entry);
        }
        for (const app of ['one', 'two']) {
          const expected = [...model.values()].filter(
            (kept) => kept.metadata.annotations?.['moniker.spinnaker.io/application'] === app,
          );
          expect(listEntries(index, { application: app })).toHaveLength(expected.length);
        }
      }),
    );
  });
});
