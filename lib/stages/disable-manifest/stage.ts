import { operationStage } from '../kubernetes/operation-stage.ts';
import { TrafficContext } from '../kubernetes/traffic-schema.ts';
import { disableManifestDescription } from './schema.ts';

/** Reference sections 2.2 and 5.9. */
export const disableManifest = operationStage({
  description: disableManifestDescription,
  context: TrafficContext,
  waitsUntilStable: true,
  intent: (_, object) => `take traffic from ${object}`,
  operate: (run, target) =>
    run.services.kubernetes.operations.disableManifest({
      ...target,
      loadBalancers: run.context.loadBalancers,
      signal: run.signal,
    }),
});
