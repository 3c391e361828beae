import type { Patch } from '../contract.ts';
import type { JsonObject } from '../model.ts';

/** What is merged into a stage's data. */
export interface DataPatch {
  readonly context?: JsonObject;
  readonly outputs?: JsonObject;
  readonly removed?: readonly string[];
}

/** Later wins, key by key. */
export function mergePatches(first: DataPatch | undefined, second: DataPatch | undefined): DataPatch {
  const context = { ...first?.context, ...second?.context };
  const outputs = { ...first?.outputs, ...second?.outputs };
  const removed = [...(first?.removed ?? []), ...(second?.removed ?? [])].filter(
    (key) => !(key in (second?.context ?? {})),
  );
  return {
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
    ...(removed.length > 0 ? { removed } : {}),
  };
}

/** The part of an answer that is stored. A stage's time limit never becomes an output. */
export function dataOf(patch: Patch): DataPatch {
  const { stageTimeoutMs: _, ...outputs } = patch.outputs ?? {};
  return {
    ...(patch.context ? { context: patch.context } : {}),
    ...(patch.outputs ? { outputs } : {}),
    ...(patch.removed ? { removed: patch.removed } : {}),
  };
}
