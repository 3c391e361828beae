'use client';

import { useEffect, useMemo, useState } from 'react';
import { type GraphLayout, layoutGraph, topologyFromKey, topologyKey } from './layout.ts';
import type { GraphModel } from './model.ts';

// Up to here a layout takes less than a frame or two; beyond, a worker does it.
const largestOnPage = 40;

/** The layout of a model, made again only when its topology changes. Null until a first one is there. */
export function useGraphLayout(model: GraphModel): GraphLayout | null {
  const key = topologyKey(model);
  const isSmall = model.stages.length <= largestOnPage;
  const onPage = useMemo(() => (isSmall ? layoutGraph(topologyFromKey(key)) : null), [key, isSmall]);
  const [fromWorker, setFromWorker] = useState<GraphLayout | null>(null);
  useEffect(() => {
    if (isSmall) return;
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<GraphLayout>) => setFromWorker(event.data));
    worker.postMessage(topologyFromKey(key));
    return () => worker.terminate();
  }, [key, isSmall]);
  return onPage ?? fromWorker;
}
