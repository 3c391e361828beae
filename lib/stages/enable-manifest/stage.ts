import { operationStage } from '../kubernetes/operation-stage.ts';
import { TrafficContext } from '../kubernetes/traffic-schema.ts';
import { enableManifestDescription } from './schema.ts';

/** Reference sections 2.2 and 5.9. */
export const enableManifest = operationStage({
  description: enableManifestDescription,
  context: TrafficContext,
  waitsUntilStable: true,
  intent: (_, object) => `send traffic to ${object}`,
  operate: (run, target) =>
    run.services.kubernetes.operations.enableManifest({
      ...target,
      loadBalancers: run.context.loadBalancers,
      signal: run.signal,
    }),
});
