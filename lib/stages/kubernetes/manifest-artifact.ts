import { z } from 'zod';
import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { Artifact, type FromArtifact } from './schema.ts';

type Run = StageRun<FromArtifact>;

/** The artifact with the stage's expected id among those bound in this run, else the one written in the stage. */
export async function manifestArtifact(run: Run): Promise<JsonObject> {
  const { manifestArtifactId, manifestArtifact: inline } = run.context;
  const bound = manifestArtifactId ? await boundArtifact(run, manifestArtifactId) : undefined;
  const artifact = bound ?? inline;
  if (artifact) return artifact;
  throw new TerminalError(
    'The manifest artifact was not found in this run. Check what the trigger or an earlier stage provides.',
  );
}

/** What the stage says must be used. Throws TerminalError with those that this run has not got. */
export async function requiredArtifacts(run: Run): Promise<z.infer<typeof Artifact>[]> {
  const { requiredArtifactIds, requiredArtifacts: listed } = run.context;
  const ids = [...requiredArtifactIds, ...listed.flatMap((item) => item.expectedArtifactId ?? [])];
  const bound = await Promise.all(ids.map(async (id) => ({ id, artifact: await boundArtifact(run, id) })));
  const missing = bound.filter((item) => !item.artifact).map((item) => item.id);
  if (missing.length > 0) {
    throw new TerminalError(`Required artifacts were not found in this run: ${missing.join(', ')}.`);
  }
  const all = [...bound.map((item) => item.artifact), ...listed.map((item) => item.artifact)];
  return z.array(Artifact).parse(all.filter(isObject));
}

/** What an expected artifact was bound to: by an ancestor (nearest first), else at the start of the run (section 6.4). */
async function boundArtifact(run: Run, expectedId: string): Promise<JsonObject | undefined> {
  const ancestors = await run.ancestors();
  const sources = [
    run.rawContext,
    ...ancestors.flatMap((stage) => [stage.outputs, stage.context]),
    run.execution.trigger,
  ];
  for (const source of sources) {
    const resolved = source.resolvedExpectedArtifacts;
    for (const expected of Array.isArray(resolved) ? resolved : []) {
      if (isObject(expected) && expected.id === expectedId && isObject(expected.boundArtifact))
        return expected.boundArtifact;
    }
  }
  return undefined;
}
