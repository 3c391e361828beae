import { operationStage } from '../kubernetes/operation-stage.ts';
import { Target } from '../kubernetes/schema.ts';
import { resumeRolloutManifestDescription } from './schema.ts';

/** Reference section 2.2. */
export const resumeRolloutManifest = operationStage({
  description: resumeRolloutManifestDescription,
  context: Target,
  waitsUntilStable: true,
  intent: (_, object) => `resume the rollout of ${object}`,
  operate: (run, target) =>
    run.services.kubernetes.operations.resumeRollout({ ...target, signal: run.signal }),
});
