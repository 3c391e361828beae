import type { Cluster } from '#lib/infrastructure/schema.ts';

/** The health of an application: that of its worst cluster. Undefined when it runs nowhere. */
export function healthOfClusters(
  clusters: readonly Pick<Cluster, 'status'>[],
): 'degraded' | 'progressing' | 'healthy' | undefined {
  const states = new Set(clusters.map((cluster) => cluster.status));
  if (states.has('degraded')) return 'degraded';
  if (states.has('progressing') || states.has('unknown')) return 'progressing';
  return states.has('healthy') || states.has('completed') ? 'healthy' : undefined;
}
