import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { matchesRegex } from '#lib/expressions/index.ts';

const inlineTypes = new Set(['embedded/base64', 'remote/base64']);

/**
 * Whether an artifact is the expected one (reference section 6.4): every non-empty field of the pattern is equal, or
 * matches as a full regular expression; account and metadata do not matter.
 */
export function matchesArtifact(pattern: JsonObject, artifact: JsonObject): boolean {
  return (['type', 'name', 'version', 'location', 'reference'] as const).every((field) => {
    const wanted = pattern[field];
    if (typeof wanted !== 'string' || wanted === '') return true;
    const actual = artifact[field];
    if (typeof actual !== 'string') return false;
    if (field === 'type' && inlineTypes.has(wanted) && inlineTypes.has(actual)) return true;
    return actual === wanted || matchesRegex(wanted, actual);
  });
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Whether any of them asks for what the run before had. */
export const wantsPrior = (expected: readonly JsonObject[]): boolean =>
  expected.some((item) => isTrue(item.usePriorArtifact));

/** How people know an expected artifact. */
export function artifactName(expected: JsonObject): string {
  const pattern = isObject(expected.matchArtifact) ? expected.matchArtifact : {};
  return String(expected.displayName || pattern.name || expected.id || 'artifact');
}

/** One expected artifact with what it is bound to. */
export type Resolved =
  | { readonly artifact: JsonObject; readonly expected: JsonObject }
  | { readonly missing: string };

/** Binds an expected artifact: the first match, then the prior run's, then the default. The account is inherited from the pattern. */
export function resolveExpected(
  expected: JsonObject,
  candidates: readonly JsonObject[],
  prior: readonly JsonObject[] = [],
): Resolved {
  const pattern = isObject(expected.matchArtifact) ? expected.matchArtifact : {};
  const fallback =
    isTrue(expected.useDefaultArtifact) && isObject(expected.defaultArtifact)
      ? expected.defaultArtifact
      : undefined;
  const fits = (artifact: JsonObject) => matchesArtifact(pattern, artifact);
  const earlier = isTrue(expected.usePriorArtifact) ? prior.find(fits) : undefined;
  const found = candidates.find(fits) ?? earlier ?? fallback;
  if (!found) return { missing: artifactName(expected) };
  const account = found.artifactAccount ?? pattern.artifactAccount;
  const artifact = account === undefined ? found : { ...found, artifactAccount: account };
  return { artifact, expected: { ...expected, boundArtifact: artifact } };
}

/** Binds all; what could not be bound is named. */
export function resolveAll(
  expected: readonly JsonObject[],
  candidates: readonly JsonObject[],
  prior: readonly JsonObject[] = [],
): { artifacts: JsonObject[]; resolvedExpectedArtifacts: JsonObject[]; missing: string[] } {
  const results = expected.map((item) => resolveExpected(item, candidates, prior));
  return {
    artifacts: results.flatMap((result) => ('artifact' in result ? [result.artifact] : [])),
    resolvedExpectedArtifacts: results.flatMap((result) => ('expected' in result ? [result.expected] : [])),
    missing: results.flatMap((result) => ('missing' in result ? [result.missing] : [])),
  };
}

/** Everything that matches, for a start, where two matches of one expected artifact are an error. */
export function matchesOf(expected: JsonObject, candidates: readonly JsonObject[]): JsonObject[] {
  const pattern = isObject(expected.matchArtifact) ? expected.matchArtifact : {};
  return distinctArtifacts(candidates).filter((artifact) => matchesArtifact(pattern, artifact));
}

/** Each artifact once: those that differ in nothing but account and metadata are the same. */
export function distinctArtifacts(artifacts: readonly JsonObject[]): JsonObject[] {
  const seen = new Set<string>();
  return artifacts.filter(({ type, name, version, location, reference }) => {
    const key = JSON.stringify([type, name, version, location, reference]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
