import type { RunState, StageState } from '../transition/state.ts';

/**
 * The stages whose outputs a stage may read, nearest first: what it requires, what those require, and for a synthetic
 * stage its parent and the parent's ancestors; before stages of an ancestor count with it.
 */
export function ancestorsOf(state: RunState, stageId: string): StageState[] {
  const byId = new Map(state.stages.map((stage) => [stage.id, stage]));
  const byRef = new Map(state.stages.map((stage) => [`${stage.parentId ?? ''}/${stage.refId}`, stage]));
  const start = byId.get(stageId);
  const found = new Set<StageState>();
  let ring = start ? nextRing(start) : [];
  while (ring.length > 0) {
    const fresh = ring.filter((stage) => !found.has(stage) && stage !== start);
    for (const stage of fresh) found.add(stage);
    ring = fresh.flatMap(nextRing);
  }
  return [...found];

  function nextRing(stage: StageState): StageState[] {
    const ring = stage.requisites.flatMap((refId) => byRef.get(`${stage.parentId ?? ''}/${refId}`) ?? []);
    const parent = stage.parentId ? byId.get(stage.parentId) : undefined;
    return parent ? [...ring, parent] : ring;
  }
}

/** Stages as executions list them: before stages ahead of their parent, after stages behind it. */
export function inPipelineOrder<
  S extends { id: string; parentId: string | null; owner: string | null; position: number },
>(stages: readonly S[]): S[] {
  const children = new Map<string, S[]>();
  for (const stage of stages) {
    const siblings = children.get(stage.parentId ?? '');
    if (siblings) siblings.push(stage);
    else children.set(stage.parentId ?? '', [stage]);
  }
  const listed: S[] = [];
  const visit = (stage: S): void => {
    const own = (children.get(stage.id) ?? []).sort((a, b) => a.position - b.position);
    for (const child of own) if (child.owner === 'STAGE_BEFORE') visit(child);
    listed.push(stage);
    for (const child of own) if (child.owner !== 'STAGE_BEFORE') visit(child);
  };
  for (const stage of (children.get('') ?? []).sort((a, b) => a.position - b.position)) visit(stage);
  return listed;
}
