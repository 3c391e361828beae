import { messageOf } from '#lib/platform/errors.ts';
import { logger } from '#lib/platform/logger.ts';
import type { AccountConfig } from '../accounts/schema.ts';
import type { ClusterClient } from '../client/contract.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import type { AccountCache, CacheChange, CacheStatus } from './contract.ts';
import { type Freshness, freshnessOf, silenceMs } from './freshness.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { startProbe } from './probe.ts';
import { isKept, projectObject } from './project-object.ts';
import { runReflector } from './reflector.ts';
import { createTokenBucket } from './token-bucket.ts';
import { watchedQueries } from './watched-kinds.ts';

export type CacheOptions = {
  client: ClusterClient;
  config: Pick<
    AccountConfig,
    'namespaces' | 'omitNamespaces' | 'kinds' | 'omitKinds' | 'customResources' | 'onlySpinnakerManaged'
  >;
  /** Shorter in tests. */
  probeMs?: number | undefined;
  idleTimeoutMs?: number | undefined;
  silenceMs?: number | undefined;
  now?: (() => number) | undefined;
};

/**
 * The live picture of one account: a reflector a kind over one index. Each account is its own failure domain: nothing here waits for another
 * account, and every way in is bounded in time.
 */
export function createAccountCache(options: CacheOptions): AccountCache {
  const { client, config: scope } = options;
  const now = options.now ?? Date.now;
  const listeners = new Set<(change: CacheChange) => void>();
  const statusListeners = new Set<(status: CacheStatus) => void>();
  const omitNamespaces = new Set(scope.omitNamespaces);
  const queries = watchedQueries(scope);
  let mirror: Mirror = createMirror(queries, emit, now);
  let stopping: AbortController | undefined;
  let runs: Promise<unknown> = Promise.resolve();
  let lastHeard: number | undefined;
  let probeError: string | undefined;
  let shown: { freshness: Freshness; since: number } = { freshness: stopped(), since: now() };

  function emit(change: Omit<CacheChange, 'account'>): void {
    for (const listener of listeners) {
      try {
        listener({ account: client.account, ...change });
      } catch (error) {
        // A listener's fault must not look like a broken watch, or the mirror would start over for ever.
        logger('kubernetes').error({ account: client.account, error: messageOf(error) }, 'a listener failed');
      }
    }
  }

  function heard(): void {
    lastHeard = now();
  }

  function refresh(): void {
    const facts = {
      now: now(),
      lastHeard,
      probeError,
      reflectors: mirror.reflectors(),
      silenceMs: options.silenceMs ?? silenceMs,
    };
    const freshness = stopping ? freshnessOf(facts) : stopped();
    const isNews = JSON.stringify(freshness) !== JSON.stringify(shown.freshness);
    if (!isNews) return;
    const since = freshness.state === shown.freshness.state ? shown.since : now();
    shown = { freshness, since };
    for (const listener of statusListeners) listener(status());
  }

  function status(): CacheStatus {
    const { state, error, partial } = shown.freshness;
    return { state, since: shown.since, lastHeard, error, partial, objects: mirror.size() };
  }

  function project(object: KubernetesObject): KubernetesObject | undefined {
    const isWanted = isKept(object, { onlySpinnakerManaged: scope.onlySpinnakerManaged, omitNamespaces });
    return isWanted ? projectObject(object) : undefined;
  }

  function start(): void {
    if (stopping) return;
    const controller = new AbortController();
    stopping = controller;
    lastHeard = now();
    const { signal } = controller;
    // All may come back at once after a break; a network that goes on flapping gets less than one a second.
    const bucket = createTokenBucket({ size: queries.length * 2, perSecond: 0.9 });
    const probe = startProbe({
      client,
      signal,
      everyMs: options.probeMs ?? 10_000,
      onAnswer: (error, wasLost) => {
        probeError = error;
        if (error === undefined) heard();
        // Sockets of before the break may hang for long without a word; new ones go on from where the old ones stood.
        if (wasLost) mirror.restartAll();
        refresh();
      },
    });
    const reflectors = queries.map((query) =>
      runReflector({
        client,
        query,
        bucket,
        signal,
        project,
        idleTimeoutMs: options.idleTimeoutMs,
        sink: mirror.sinkOf(query, heard, refresh),
        onRestart: mirror.onRestart,
      }),
    );
    runs = Promise.all([probe, ...reflectors]);
    refresh();
  }

  async function stop(): Promise<void> {
    stopping?.abort();
    stopping = undefined;
    await runs;
    // A later start begins with nothing, as the first did; who waits for it may wait already.
    mirror = createMirror(queries, emit, now);
    refresh();
  }

  return {
    account: client.account,
    start,
    stop,
    status,
    synced: (signal) => mirror.synced(signal),
    get: (ref) => mirror.get(ref),
    byUid: (uid) => mirror.byUid(uid),
    list: (filter) => mirror.list(filter),
    byApplication: (application, kind) => mirror.list({ application, kind }),
    ownedBy: (ownerUid, kind) => mirror.list({ ownerUid, kind }),
    applications: () => mirror.applications(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onStatus: (listener) => {
      statusListeners.add(listener);
      return () => void statusListeners.delete(listener);
    },
  };
}

function stopped(): Freshness {
  return { state: 'stopped', error: undefined, partial: [] };
}
