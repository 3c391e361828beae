import { operationStage } from '../kubernetes/operation-stage.ts';
import { Target } from '../kubernetes/schema.ts';
import { rollingRestartManifestDescription } from './schema.ts';

/** Reference section 2.2. */
export const rollingRestartManifest = operationStage({
  description: rollingRestartManifestDescription,
  context: Target,
  waitsUntilStable: false,
  operate: (run, target) =>
    run.services.kubernetes.operations.rollingRestart({ ...target, signal: run.signal }),
});
