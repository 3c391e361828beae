import { isPlainMap, type PlainMap } from '../values/value.ts';
import { ancestorsOf } from './ancestors.ts';

/**
 * What an execution shows as its context: the outputs of its stages (synthetic ones left out), each after those it
 * requires. A later output replaces an earlier one of the same name; two lists become one without doubles.
 */
export function mergedOutputs(stages: readonly PlainMap[]): PlainMap {
  const merged = new Map<string, unknown>();
  for (const { outputs } of inOrder(stages)) {
    for (const [name, value] of Object.entries(isPlainMap(outputs) ? outputs : {})) {
      const before = merged.get(name);
      merged.set(
        name,
        Array.isArray(before) && Array.isArray(value) ? withoutDoubles([...before, ...value]) : value,
      );
    }
  }
  return Object.fromEntries(merged);
}

/** By the number of stages before; among equals as they are listed. */
function inOrder(stages: readonly PlainMap[]): PlainMap[] {
  return stages
    .filter((stage) => typeof stage.parentStageId !== 'string')
    .map((stage) => ({ stage, before: ancestorsOf(stage, stages).length }))
    .sort((a, b) => a.before - b.before)
    .map(({ stage }) => stage);
}

const withoutDoubles = (items: readonly unknown[]): unknown[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
