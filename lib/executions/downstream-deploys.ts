/** What finding the deploys behind a stage needs to know of a stage. */
interface Stage {
  id: string;
  refId: string;
  type: string;
  requisites: readonly string[];
  parentId: string | null;
}

/**
 * The deploys that a decision on a stage lets happen, in pipeline order: those behind it, up to the next decision.
 * What stands behind another judgment is that judgment's to show.
 */
export function downstreamDeploys<T extends Stage>(stages: readonly T[], refId: string): T[] {
  const own = stages.filter((stage) => stage.parentId === null);
  const reached = new Set([refId]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const stage of own) {
      const isBehind = stage.requisites.some((ref) => reached.has(ref) && (ref === refId || !asks(own, ref)));
      if (isBehind) reached.add(stage.refId);
    }
  }
  return own.filter(
    (stage) => stage.refId !== refId && stage.type === 'deployManifest' && reached.has(stage.refId),
  );
}

function asks(stages: readonly Stage[], refId: string): boolean {
  return stages.some((stage) => stage.refId === refId && stage.type === 'manualJudgment');
}
