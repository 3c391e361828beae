import { resolveAll, wantsPrior } from '#lib/artifacts/index.ts';
import { failed, type StageRun, succeeded, type TaskResult } from '#lib/engine/contract.ts';
import type { JsonObject } from '#lib/engine/model.ts';
import type { Services } from '../services.ts';
import { artifactsInScope, artifactsOf } from './in-scope.ts';

/** Where there are no pipelines to ask, there is no run before this one. */
export type ProducesNeeds = Partial<Pick<Services, 'pipelines'>>;

type Run = Pick<
  StageRun<unknown, ProducesNeeds>,
  'rawContext' | 'outputs' | 'ancestors' | 'execution' | 'services' | 'actor'
>;

/** The task at the end of stages that "produce artifacts" (reference section 2.0): first match wins, a miss fails. */
export async function bindProducedArtifacts(run: Run): Promise<TaskResult> {
  const expected = artifactsOf(run.rawContext.expectedArtifacts);
  if (expected.length === 0) return succeeded();
  const candidates = [...artifactsOf(run.outputs.artifacts), ...(await artifactsInScope(run))];
  const prior = wantsPrior(expected) ? await priorArtifacts(run) : [];
  const { artifacts, resolvedExpectedArtifacts, missing } = resolveAll(expected, candidates, prior);
  if (missing.length > 0) {
    return failed(
      missing.map((name) => `The stage should have produced the artifact "${name}", and nothing matches it.`),
    );
  }
  const bound = { artifacts, resolvedExpectedArtifacts };
  return succeeded({ context: bound, outputs: bound });
}

/** Artifacts of the pipeline's run before this one, whatever became of it (reference section 6.4). */
async function priorArtifacts({ execution, actor, services }: Run): Promise<readonly JsonObject[]> {
  if (execution.pipelineConfigId === null) return [];
  const before = await services.pipelines?.newestExecution({
    user: actor.user,
    application: execution.application,
    pipeline: execution.pipelineConfigId,
    before: execution.id,
  });
  return before?.artifacts ?? [];
}
