type Fields = Record<string, unknown>;

/** What finding artifacts in front of a stage needs to know of a stage. */
interface Stage {
  refId: string;
  requisites: readonly string[];
  parentId: string | null;
  context: Fields;
  outputs: Fields;
}

/** The artifacts a deploy would find if it ran now. */
export interface ArtifactsAhead {
  /** In scope: the stage's own, those of the stages before it (nearest first), then the trigger's. */
  readonly inScope: readonly Fields[];
  /** What an expected artifact is bound to: by a stage before (nearest first), else by the trigger. */
  readonly bound: (expectedId: string) => Fields | undefined;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/** The same search that the deploy stage makes when it runs (reference section 6.4), over a run as it is stored. */
export function artifactsAhead(stages: readonly Stage[], stage: Stage, trigger: unknown): ArtifactsAhead {
  const before = stagesBefore(stages, stage);
  const facts = isFields(trigger) ? trigger : {};
  const lists = [stage.context.artifacts, ...before.map(({ outputs }) => outputs.artifacts), facts.artifacts];
  const sources = [stage.context, ...before.flatMap(({ outputs, context }) => [outputs, context]), facts];
  return {
    inScope: lists.flatMap(listOf),
    bound: (expectedId) =>
      sources
        .flatMap((source) => listOf(source.resolvedExpectedArtifacts))
        .filter(({ id }) => id === expectedId)
        .map(({ boundArtifact }) => boundArtifact)
        .find(isFields),
  };
}

/** Every stage that the stage stands behind, nearest first. */
function stagesBefore(stages: readonly Stage[], stage: Stage): Stage[] {
  const found: Stage[] = [];
  const seen = new Set<string>();
  let next = stage.requisites;
  while (next.length > 0) {
    const nearest = stages.filter(
      ({ refId, parentId }) => parentId === null && next.includes(refId) && !seen.has(refId),
    );
    for (const { refId } of nearest) seen.add(refId);
    found.push(...nearest);
    next = nearest.flatMap(({ requisites }) => requisites);
  }
  return found;
}
