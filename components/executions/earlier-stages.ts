import type { StageRow } from '#lib/executions/schema.ts';

type Place = Pick<StageRow, 'refId' | 'requisites' | 'parentId'>;

/** The stages of a run that come before one, whatever the way: the nearest first, each once. */
export function earlierStages<Stage extends Place>(stages: readonly Stage[], stage: Place): Stage[] {
  const byRef = new Map(stages.filter(({ parentId }) => parentId === null).map((each) => [each.refId, each]));
  const found = new Set<Stage>();
  const open = [...stage.requisites];
  for (let refId = open.shift(); refId !== undefined; refId = open.shift()) {
    const before = byRef.get(refId);
    if (!before || found.has(before)) continue;
    found.add(before);
    open.push(...before.requisites);
  }
  return [...found];
}
