import type { Cluster } from '../runtime/cluster.ts';
import type { Controller } from '../runtime/controller.ts';

/** Events live for an hour, as behind a real API server. */
const KEPT_MS = 3_600_000;
/** And there are never more than this many: a sandbox that scales to ten thousand pods has better uses for memory. */
const KEPT_COUNT = 10_000;
const BATCH = 500;
const ONLY = 'events';

/** Forgets old events. */
export function eventExpiry(cluster: Cluster): Controller {
  /** When each event was last written, in the order of writing. */
  const written = new Map<string, number>();

  function reconcile(): number | undefined {
    const now = cluster.clock.millis();
    let budget = BATCH;
    for (const [key, at] of written) {
      if (written.size <= KEPT_COUNT && at + KEPT_MS > now) return at + KEPT_MS - now;
      if (budget-- === 0) return 1;
      written.delete(key);
      const slash = key.indexOf('/');
      const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
      if (cluster.store.get('events', namespace, name)) cluster.store.delete('events', namespace, name);
    }
    return undefined;
  }

  return {
    name: 'event-expiry',
    watches: {
      events: ({ type, object }) => {
        const key = `${object.metadata.namespace}/${object.metadata.name}`;
        written.delete(key);
        if (type === 'DELETED') return undefined;
        written.set(key, cluster.clock.millis());
        return written.size === 1 || written.size > KEPT_COUNT ? ONLY : undefined;
      },
    },
    reconcile,
    spacingMs: 200,
  };
}
