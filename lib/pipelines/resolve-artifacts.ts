import {
  artifactName,
  distinctArtifacts,
  matchesOf,
  resolveExpected,
  wantsPrior,
} from '#lib/artifacts/index.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { database } from '#lib/platform/database/index.ts';
import { Invalid } from '#lib/platform/errors.ts';

/** What a run begins with, as its trigger keeps it. */
export interface StartArtifacts {
  readonly artifacts: readonly JsonObject[];
  readonly expectedArtifacts: readonly JsonObject[];
  readonly resolvedExpectedArtifacts: readonly JsonObject[];
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

/**
 * Binds a pipeline's expected artifacts at its start (reference section 6.4): those that the trigger names, that allow the
 * prior run's or a default one, or that something given fits. Throws Invalid, naming each, when one is missing or when two
 * artifacts fit one expectation.
 *
 * @param prior asked only if an expected artifact allows it
 */
export async function resolveAtStart(
  expected: readonly JsonObject[],
  given: readonly JsonObject[],
  namedByTrigger: ReadonlySet<string>,
  prior: () => Promise<readonly JsonObject[]>,
): Promise<StartArtifacts> {
  const isNeeded = (item: JsonObject) =>
    isTrue(item.usePriorArtifact) || isTrue(item.useDefaultArtifact) || namedByTrigger.has(String(item.id));
  const wanted = expected.filter((item) => isNeeded(item) || matchesOf(item, given).length === 1);
  const earlier = wantsPrior(wanted) ? await prior() : [];
  const faults: string[] = [];
  const resolved = wanted.flatMap((item) => {
    const fitting = matchesOf(item, given);
    if (fitting.length > 1) {
      faults.push(`${fitting.length} artifacts fit the expected artifact "${artifactName(item)}": give one.`);
      return [];
    }
    const result = resolveExpected(item, given, earlier);
    if (!('missing' in result)) return [result];
    faults.push(`Nothing fits the expected artifact "${result.missing}": give it, or let it have a default.`);
    return [];
  });
  const [first] = faults;
  if (first !== undefined) {
    throw new Invalid(first, { faults: faults.map((message) => ({ field: 'artifacts', message })) });
  }
  const bound = resolved.map((result) => result.expected);
  return {
    artifacts: distinctArtifacts([...given, ...resolved.map((result) => result.artifact)]),
    expectedArtifacts: bound,
    resolvedExpectedArtifacts: bound,
  };
}

/**
 * Artifacts of a pipeline's newest run that began or waits to, whatever became of it: those of later stages first, the
 * trigger's last. A run that failed before it could begin has bound none, and hides no earlier one.
 */
export async function artifactsOfNewestRun(pipelineId: string): Promise<JsonObject[]> {
  const run = await database().execution.findFirst({
    where: { pipelineConfigId: pipelineId, NOT: { status: 'TERMINAL', startTime: null } },
    orderBy: { id: 'desc' },
    select: {
      body: { select: { trigger: true } },
      stages: { orderBy: { position: 'desc' }, select: { data: { select: { outputs: true } } } },
    },
  });
  if (!run) return [];
  const holders = [...run.stages.map((stage) => stage.data?.outputs), run.body?.trigger];
  return distinctArtifacts(
    holders.flatMap((holder) => (isObject(holder) ? objectsIn(holder.artifacts) : [])),
  );
}

/** Ids of expected artifacts that the pipeline's own triggers for a parent pipeline name. */
export function namedForParent(triggers: readonly JsonObject[], parentPipelineId: string | null): string[] {
  return triggers
    .filter((trigger) => trigger.type === 'pipeline' && trigger.pipeline === parentPipelineId)
    .flatMap(({ expectedArtifactIds }) =>
      Array.isArray(expectedArtifactIds) ? expectedArtifactIds.map(String) : [],
    );
}

/** The objects of what should be a list of them. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter((item: unknown) => isObject(item)) : [];
}
