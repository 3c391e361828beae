import type { StageRun } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';

/** Artifacts a stage can draw on: its own, its ancestors' (nearest first), then the trigger's; each once. */
export async function artifactsInScope(
  run: Pick<StageRun, 'rawContext' | 'ancestors' | 'execution'>,
): Promise<JsonObject[]> {
  const found = [
    ...artifactsOf(run.rawContext.artifacts),
    ...(await run.ancestors()).flatMap((stage) => artifactsOf(stage.outputs.artifacts)),
    ...artifactsOf(run.execution.trigger.artifacts),
  ];
  const seen = new Set<string>();
  return found.filter((artifact) => {
    const key = JSON.stringify([
      artifact.type,
      artifact.name,
      artifact.version,
      artifact.location,
      artifact.reference,
    ]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export const artifactsOf = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
