import { operationStage } from '../kubernetes/operation-stage.ts';
import { Target } from '../kubernetes/schema.ts';
import { rollingRestartManifestDescription } from './schema.ts';

/** Reference section 2.2. */
export const rollingRestartManifest = operationStage({
  description: rollingRestartManifestDescription,
  context: Target,
  waitsUntilStable: false,
  intent: (_, object) => `replace the pods of ${object}, one after another`,
  operate: (run, target) =>
    run.services.kubernetes.operations.rollingRestart({ ...target, signal: run.signal }),
});
