import type { ResourceQuery } from '../client/contract.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import type { CacheChange, CacheFilter } from './contract.ts';
import type { FreshnessFacts } from './freshness.ts';
import { applyEvent, createIndex, type IndexEvent, kindKey, listEntries, refKey } from './object-index.ts';
import type { ReflectorSink, ReflectorState } from './reflector.ts';

type Tracked = { kind: string; state: ReflectorState; since: number; isListed: boolean };

/** The index of an account together with how each of its reflectors is doing. */
export type Mirror = {
  sinkOf(query: ResourceQuery, heard: () => void, changed: () => void): ReflectorSink;
  onRestart(listener: () => void): () => void;
  restartAll(): void;
  reflectors(): FreshnessFacts['reflectors'];
  synced(signal?: AbortSignal): Promise<void>;
  get(ref: ObjectRef): KubernetesObject | undefined;
  byUid(uid: string): KubernetesObject | undefined;
  list(filter?: CacheFilter): KubernetesObject[];
  applications(): string[];
  size(): number;
};

export function createMirror(
  queries: readonly ResourceQuery[],
  emit: (change: Omit<CacheChange, 'account'>) => void,
  now: () => number,
): Mirror {
  const index = createIndex();
  const tracked = new Map<ResourceQuery, Tracked>(
    queries.map((query) => [
      query,
      { kind: query.kind, state: { phase: 'listing' }, since: now(), isListed: false },
    ]),
  );
  const restarts = new Set<() => void>();
  const waiting = new Set<() => void>();

  function apply(event: IndexEvent): void {
    const change = applyEvent(index, event);
    if (!change) return;
    emit({ type: change.type, object: change.entry.object, application: change.entry.application });
  }

  function isSynced(): boolean {
    return [...tracked.values()].every(
      ({ isListed, state }) => isListed || (state.phase === 'waiting' && state.isRefused),
    );
  }

  return {
    sinkOf: (query, heard, changed) => {
      const track = tracked.get(query);
      return {
        heard,
        upsert: (object) => apply({ type: 'upsert', object }),
        delete: (object) => apply({ type: 'delete', object }),
        replace: (objects) => {
          const kept = new Set(
            objects.map((object) =>
              refKey({ ...object, ...object.metadata, name: object.metadata.name ?? '' }),
            ),
          );
          const kind = kindKey(query);
          for (const entry of listEntries(index, { kind, namespace: query.namespace })) {
            if (!kept.has(entry.key)) apply({ type: 'delete', object: entry.object });
          }
          for (const object of objects) apply({ type: 'upsert', object });
          if (track) track.isListed = true;
        },
        report: (state) => {
          if (!track) return;
          if (track.state.phase !== state.phase) track.since = now();
          track.state = state;
          changed();
          if (isSynced()) for (const resolve of waiting) resolve();
        },
      };
    },
    onRestart: (listener) => {
      restarts.add(listener);
      return () => void restarts.delete(listener);
    },
    restartAll: () => {
      for (const restart of [...restarts]) restart();
    },
    reflectors: () => [...tracked.values()],
    synced: (signal) => untilSynced(isSynced, waiting, signal),
    get: (ref) => index.entries.get(refKey(ref))?.object,
    byUid: (uid) => index.byUid.get(uid)?.object,
    list: (filter) => listEntries(index, filter).map((entry) => entry.object),
    applications: () => [...index.byApplication.keys()].sort(),
    size: () => index.entries.size,
  };
}

function untilSynced(
  isSynced: () => boolean,
  waiting: Set<() => void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (isSynced()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = () => {
      waiting.delete(done);
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      waiting.delete(done);
      reject(signal?.reason);
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    waiting.add(done);
  });
}
