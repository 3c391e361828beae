import { operationStage } from '../kubernetes/operation-stage.ts';
import { UndoRolloutManifestContext, undoRolloutManifestDescription } from './schema.ts';

export const undoRolloutManifest = operationStage({
  description: undoRolloutManifestDescription,
  context: UndoRolloutManifestContext,
  waitsUntilStable: true,
  intent: ({ revision, numRevisionsBack }, object) =>
    revision === undefined
      ? `take ${object} ${numRevisionsBack ?? 1} ${(numRevisionsBack ?? 1) === 1 ? 'revision' : 'revisions'} back`
      : `take ${object} to revision ${revision}`,
  operate(run, target) {
    return run.services.kubernetes.operations.undoRollout({
      ...target,
      ...whereTo(run.context),
      signal: run.signal,
    });
  },
  async foresee(run, target) {
    const { from, to, diff, warnings } = await run.services.kubernetes.operations.previewUndo({
      ...target,
      ...whereTo(run.context),
      signal: run.signal,
    });
    return { from, to, diff, warnings };
  },
});

const whereTo = ({ revision, numRevisionsBack }: UndoRolloutManifestContext) =>
  revision === undefined ? { numRevisionsBack: numRevisionsBack ?? 1 } : { revision };
