import { isObject, type JsonObject } from '#lib/engine/model.ts';

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
    return actual === wanted || fullMatch(wanted, actual);
  });
}

function fullMatch(pattern: string, text: string): boolean {
  // A pattern from a pipeline is untrusted: what could run long is taken literally.
  if (pattern.length > 500 || text.length > 2000 || /[+*}]\)?[+*{]/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return false;
  }
}

/** One expected artifact with what it is bound to. */
export type Resolved =
  | { readonly artifact: JsonObject; readonly expected: JsonObject }
  | { readonly missing: string };

/** Binds an expected artifact: the first match, then the default. The account is inherited from the pattern. */
export function resolveExpected(expected: JsonObject, candidates: readonly JsonObject[]): Resolved {
  const pattern = isObject(expected.matchArtifact) ? expected.matchArtifact : {};
  const fallback =
    expected.useDefaultArtifact === true && isObject(expected.defaultArtifact)
      ? expected.defaultArtifact
      : undefined;
  const found = candidates.find((artifact) => matchesArtifact(pattern, artifact)) ?? fallback;
  if (!found) return { missing: String(expected.displayName ?? pattern.name ?? expected.id ?? 'artifact') };
  const account = found.artifactAccount ?? pattern.artifactAccount;
  const artifact = account === undefined ? found : { ...found, artifactAccount: account };
  return { artifact, expected: { ...expected, boundArtifact: artifact } };
}

/** Binds all; what could not be bound is named. */
export function resolveAll(
  expected: readonly JsonObject[],
  candidates: readonly JsonObject[],
): { artifacts: JsonObject[]; resolvedExpectedArtifacts: JsonObject[]; missing: string[] } {
  const results = expected.map((item) => resolveExpected(item, candidates));
  return {
    artifacts: results.flatMap((result) => ('artifact' in result ? [result.artifact] : [])),
    resolvedExpectedArtifacts: results.flatMap((result) => ('expected' in result ? [result.expected] : [])),
    missing: results.flatMap((result) => ('missing' in result ? [result.missing] : [])),
  };
}
