import { operationStage } from '../kubernetes/operation-stage.ts';
import { ScaleManifestContext, scaleManifestDescription } from './schema.ts';

/** Reference section 2.2. */
export const scaleManifest = operationStage({
  description: scaleManifestDescription,
  context: ScaleManifestContext,
  waitsUntilStable: true,
  intent: ({ replicas }, object) =>
    `scale ${object} to ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
  operate: (run, target) =>
    run.services.kubernetes.operations.scaleManifest({
      ...target,
      replicas: run.context.replicas,
      signal: run.signal,
    }),
});
