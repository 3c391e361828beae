import { distinctArtifacts } from '#lib/artifacts/index.ts';
import type { StageRun } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';

/** Artifacts a stage can draw on: its own, its ancestors' (nearest first), then the trigger's; each once. */
export async function artifactsInScope(
  run: Pick<StageRun, 'rawContext' | 'ancestors' | 'execution'>,
): Promise<JsonObject[]> {
  return distinctArtifacts([
    ...artifactsOf(run.rawContext.artifacts),
    ...(await run.ancestors()).flatMap((stage) => artifactsOf(stage.outputs.artifacts)),
    ...artifactsOf(run.execution.trigger.artifacts),
  ]);
}

export const artifactsOf = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
