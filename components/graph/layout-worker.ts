import { layoutGraph, type Topology } from './layout.ts';

// Large pipelines are laid out here, so that the page never stops answering.
self.addEventListener('message', (event: MessageEvent<Topology>) => {
  self.postMessage(layoutGraph(event.data));
});
