import { operationStage } from '../kubernetes/operation-stage.ts';
import { UndoRolloutManifestContext, undoRolloutManifestDescription } from './schema.ts';

export const undoRolloutManifest = operationStage({
  description: undoRolloutManifestDescription,
  context: UndoRolloutManifestContext,
  waitsUntilStable: true,
  operate(run, target) {
    const { revision, numRevisionsBack } = run.context;
    const where = revision === undefined ? { numRevisionsBack: numRevisionsBack ?? 1 } : { revision };
    return run.services.kubernetes.operations.undoRollout({ ...target, ...where, signal: run.signal });
  },
});
