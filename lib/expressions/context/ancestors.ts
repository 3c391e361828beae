import { isPlainMap, type PlainMap } from '../values/value.ts';

const text = (stage: PlainMap, key: string): string | undefined => {
  const value = stage[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

const requisites = (stage: PlainMap): readonly string[] => {
  const value = stage.requisiteStageRefIds;
  return Array.isArray(value) ? value.map(String) : [];
};

/**
 * The stages whose outputs a stage can read, itself first, then nearest first: those it requires with their synthetic
 * children, and for a synthetic stage that requires none its parent. Stages beside it or after it are not among them.
 */
export function ancestorsOf(stage: PlainMap, all: readonly PlainMap[]): PlainMap[] {
  const found = new Set<PlainMap>([stage]);
  for (const current of found) {
    for (const before of stagesBefore(current, all)) found.add(before);
  }
  return [...found];
}

function stagesBefore(stage: PlainMap, all: readonly PlainMap[]): PlainMap[] {
  const wanted = requisites(stage);
  if (wanted.length > 0) {
    const required = all.filter((candidate) => wanted.includes(text(candidate, 'refId') ?? ''));
    const ids = required.map((candidate) => text(candidate, 'id'));
    const children = all.filter((candidate) => {
      const parent = text(candidate, 'parentStageId');
      return parent !== undefined && ids.includes(parent);
    });
    return [...required, ...children];
  }
  const parentId = text(stage, 'parentStageId');
  return parentId === undefined ? [] : all.filter((candidate) => text(candidate, 'id') === parentId);
}

/** Outputs of those stages, as layers below a stage's own context. */
export const ancestorOutputs = (stage: PlainMap, all: readonly PlainMap[]): PlainMap[] =>
  ancestorsOf(stage, all).map((ancestor) => (isPlainMap(ancestor.outputs) ? ancestor.outputs : {}));
