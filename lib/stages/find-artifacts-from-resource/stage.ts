import { operationStage } from '../kubernetes/operation-stage.ts';
import { FindArtifactsFromResourceContext, findArtifactsFromResourceDescription } from './schema.ts';

/** Reference section 2.2: changes nothing, so a dry run tells all of it. */
export const findArtifactsFromResource = operationStage({
  description: findArtifactsFromResourceDescription,
  context: FindArtifactsFromResourceContext,
  waitsUntilStable: false,
  intent: (_, object) => `read the artifacts of ${object}`,
  async operate(run, target) {
    const { manifest, artifacts } = await run.services.kubernetes.operations.findArtifacts({
      ...target,
      signal: run.signal,
    });
    return { manifest, createdArtifacts: artifacts };
  },
});
