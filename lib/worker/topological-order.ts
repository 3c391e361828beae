/** What order is made by; the rows of a run's stages fit. */
interface Ordered {
  readonly id: string;
  readonly refId: string;
  readonly requisites: readonly string[];
  readonly parentId: string | null;
  readonly position: number;
}

/**
 * Stages in the order in which results build on each other (reference section 3.1): every stage after those it requires,
 * round by round; a stage's own children right before it, so that what the stage itself says wins.
 */
export function inTopologicalOrder<S extends Ordered>(stages: readonly S[]): S[] {
  const children = new Map<string | null, S[]>();
  for (const stage of stages) children.set(stage.parentId, [...(children.get(stage.parentId) ?? []), stage]);
  const visit = (parentId: string | null): S[] =>
    rounds(children.get(parentId) ?? []).flatMap((stage) => [...visit(stage.id), stage]);
  return visit(null);
}

function rounds<S extends Ordered>(siblings: readonly S[]): S[] {
  const refs = new Set(siblings.map((stage) => stage.refId));
  const placed = new Set<string>();
  const ordered: S[] = [];
  let left = [...siblings].sort((a, b) => a.position - b.position);
  while (left.length > 0) {
    const round = left.filter((stage) => stage.requisites.every((ref) => placed.has(ref) || !refs.has(ref)));
    // What waits for itself never ran: its place does not matter.
    if (round.length === 0) return [...ordered, ...left];
    for (const stage of round) placed.add(stage.refId);
    ordered.push(...round);
    left = left.filter((stage) => !round.includes(stage));
  }
  return ordered;
}
