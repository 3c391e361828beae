import { operationStage } from '../kubernetes/operation-stage.ts';
import { Target } from '../kubernetes/schema.ts';
import { pauseRolloutManifestDescription } from './schema.ts';

/** Reference section 2.2. */
export const pauseRolloutManifest = operationStage({
  description: pauseRolloutManifestDescription,
  context: Target,
  waitsUntilStable: false,
  intent: (_, object) => `pause the rollout of ${object}`,
  operate: (run, target) =>
    run.services.kubernetes.operations.pauseRollout({ ...target, signal: run.signal }),
});
