import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#lib/platform/errors.ts';
import { isApiError, isExpired } from '../client/api-error.ts';
import type { ClusterClient, ResourceQuery } from '../client/contract.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import type { TokenBucket } from './token-bucket.ts';

/**
 * Keeps one kind of one account mirrored. States: **listing** (in pages) -> **watching** -> on any end of the watch: watching again from the
 * last resource version seen (events and bookmarks move it) -> on 410, in a call or in the middle of a stream: listing again, which also finds
 * what was deleted unseen. Every end is followed by a new beginning, after a pause that grows with failures in a row; a bucket shared by the
 * account keeps a flapping network from becoming a storm.
 */
export type ReflectorSink = {
  /** The whole list as it is now; what is not in it no longer exists. */
  replace(objects: readonly KubernetesObject[]): void;
  upsert(object: KubernetesObject): void;
  delete(object: KubernetesObject): void;
  /** A sign of life from the cluster. */
  heard(): void;
  /** Listed and watching; or not, and why. */
  report(state: ReflectorState): void;
};

export type ReflectorState =
  | { phase: 'listing' | 'watching' }
  | { phase: 'waiting'; error: string; isRefused: boolean; isUnauthorized: boolean };

export type ReflectorOptions = {
  client: ClusterClient;
  query: ResourceQuery;
  sink: ReflectorSink;
  bucket: TokenBucket;
  signal: AbortSignal;
  /** Keeps an object as the cache wants it; undefined leaves it out. */
  project(object: KubernetesObject): KubernetesObject | undefined;
  /** Ends the present watch and opens another from the same point. */
  onRestart(listener: () => void): () => void;
  idleTimeoutMs?: number | undefined;
  random?: (() => number) | undefined;
};

const refusedPauseMs = 60_000;

export async function runReflector(options: ReflectorOptions): Promise<void> {
  const { signal, sink, bucket } = options;
  let resourceVersion: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await bucket.take(signal);
      if (signal.aborted) return;
      if (resourceVersion === undefined) {
        sink.report({ phase: 'listing' });
        resourceVersion = await listAll(options);
      }
      sink.report({ phase: 'watching' });
      const startedAt = performance.now();
      resourceVersion = await watchOn(options, resourceVersion, () => {
        failures = 0;
      });
      // A watch that ends at once, again and again, is no success.
      failures = performance.now() - startedAt < 1_000 ? failures + 1 : 0;
      if (failures > 1) await pause(options, failures);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof WatchBroken) resourceVersion = error.resourceVersion;
      const cause = error instanceof WatchBroken ? error.cause : error;
      if (isExpired(cause)) {
        resourceVersion = undefined;
        continue;
      }
      failures += 1;
      const isRefused = isApiError(cause) && (cause.code === 403 || cause.code === 404 || cause.code === 405);
      sink.report({
        phase: 'waiting',
        error: messageOf(cause),
        isRefused,
        isUnauthorized: isApiError(cause) && cause.code === 401,
      });
      if (isRefused) await rest(refusedPauseMs, signal);
      else await pause(options, failures);
    }
  }
}

/** What a broken watch leaves behind: how far it came, and why it broke. */
class WatchBroken extends Error {
  readonly resourceVersion: string;
  constructor(resourceVersion: string, cause: unknown) {
    super('watch broken', { cause });
    this.resourceVersion = resourceVersion;
  }
}

async function listAll({ client, query, sink, signal, project }: ReflectorOptions): Promise<string> {
  const objects: KubernetesObject[] = [];
  let resourceVersion = '';
  for await (const page of client.listPages(query, signal)) {
    sink.heard();
    resourceVersion = page.resourceVersion;
    for (const item of page.items) {
      const kept = project(item);
      if (kept) objects.push(kept);
    }
  }
  sink.replace(objects);
  return resourceVersion;
}

async function watchOn(options: ReflectorOptions, from: string, onEvent: () => void): Promise<string> {
  const { client, query, sink, project, random = Math.random } = options;
  const restart = new AbortController();
  const stopListening = options.onRestart(() => restart.abort());
  let resourceVersion = from;
  try {
    const events = client.watch(query, {
      resourceVersion,
      signal: AbortSignal.any([options.signal, restart.signal]),
      idleTimeoutMs: options.idleTimeoutMs,
      // Spread out, so that the watches of an account do not all end in the same second.
      serverTimeoutSeconds: Math.round(300 + 300 * random()),
      onAlive: sink.heard,
    });
    for await (const event of events) {
      onEvent();
      if (event.type === 'BOOKMARK') {
        resourceVersion = event.resourceVersion || resourceVersion;
        continue;
      }
      resourceVersion = event.object.metadata.resourceVersion ?? resourceVersion;
      const kept = project(event.object);
      if (event.type === 'DELETED' || !kept) sink.delete(event.object);
      else sink.upsert(kept);
    }
    return resourceVersion;
  } catch (error) {
    throw new WatchBroken(resourceVersion, error);
  } finally {
    stopListening();
  }
}

function pause({ signal, random = Math.random }: ReflectorOptions, failures: number): Promise<void> {
  const longest = Math.min(30_000, 500 * 2 ** Math.min(failures, 6));
  return rest(longest / 2 + (longest / 2) * random(), signal);
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
