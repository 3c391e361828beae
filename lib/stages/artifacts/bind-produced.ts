import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import { artifactsInScope, artifactsOf } from './in-scope.ts';
import { resolveAll } from './match-artifact.ts';

/** The task at the end of stages that "produce artifacts" (reference section 2.0): first match wins, a miss fails. */
export async function bindProducedArtifacts(
  run: Pick<StageRun, 'rawContext' | 'outputs' | 'ancestors' | 'execution'>,
): Promise<TaskResult> {
  const expected = artifactsOf(run.rawContext.expectedArtifacts);
  if (expected.length === 0) return succeeded();
  const candidates = [...artifactsOf(run.outputs.artifacts), ...(await artifactsInScope(run))];
  const { artifacts, resolvedExpectedArtifacts, missing } = resolveAll(expected, candidates);
  if (missing.length > 0) {
    return failed(
      missing.map((name) => `The stage should have produced the artifact "${name}", and nothing matches it.`),
    );
  }
  const bound = { artifacts, resolvedExpectedArtifacts };
  return succeeded({ context: bound, outputs: bound });
}
