import type { StageState } from './state.ts';

/** Where the stages of a run stand in its list: of one parent ('' = top level), in order, and by refId. */
export interface StageIndex {
  readonly position: ReadonlyMap<string, number>;
  readonly siblings: ReadonlyMap<string, Siblings>;
}

export interface Siblings {
  readonly positions: readonly number[];
  readonly byRef: ReadonlyMap<string, number>;
}

/**
 * A step changes one or two stages of what may be hundreds, and almost never which stages there are. So a list keeps its
 * index, and hands it on to the list that follows: what a step costs does not grow with the run.
 */
const known = new WeakMap<readonly StageState[], StageIndex>();

/** The index of a list, made at first use. */
export function indexOf(stages: readonly StageState[]): StageIndex {
  const found = known.get(stages);
  if (found) return found;
  const made = makeIndex(stages);
  known.set(stages, made);
  return made;
}

/** Says that a list holds the same stages in the same order as the one the index was made of. */
export function keepIndex<T extends readonly StageState[]>(stages: T, index: StageIndex): T {
  known.set(stages, index);
  return stages;
}

/** The list with one stage replaced by a later state of it. */
export function withStage(
  stages: readonly StageState[],
  id: string,
  change: Partial<StageState>,
): readonly StageState[] {
  const index = indexOf(stages);
  const position = index.position.get(id);
  const stage = position === undefined ? undefined : stages[position];
  return stage && position !== undefined
    ? keepIndex(stages.with(position, { ...stage, ...change }), index)
    : stages;
}

function makeIndex(stages: readonly StageState[]): StageIndex {
  const position = new Map<string, number>();
  const siblings = new Map<string, { positions: number[]; byRef: Map<string, number> }>();
  for (const [at, stage] of stages.entries()) {
    position.set(stage.id, at);
    const parent = stage.parentId ?? '';
    const group = siblings.get(parent) ?? { positions: [], byRef: new Map<string, number>() };
    group.positions.push(at);
    group.byRef.set(stage.refId, at);
    siblings.set(parent, group);
  }
  return { position, siblings };
}
