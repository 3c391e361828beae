import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { collectManifests, type KubernetesObject, parseManifests } from '#lib/kubernetes/index.ts';
import type { KubernetesNeeds } from '../kubernetes/kubernetes-service.ts';
import type { Services } from '../services.ts';
import type { DeployManifestContext } from './schema.ts';

export type DeployNeeds = KubernetesNeeds & Pick<Services, 'artifacts'>;
export type DeployRun = StageRun<DeployManifestContext, DeployNeeds>;

/** The manifests to deploy: written in the pipeline, or read from an artifact. Throws TerminalError with the place of a fault. */
export async function sourceManifests(run: DeployRun): Promise<KubernetesObject[]> {
  const { context } = run;
  return context.source === 'artifact' ? fromArtifact(run) : fromPipeline(context);
}

function fromPipeline(context: DeployManifestContext): KubernetesObject[] {
  const given = context.manifests ?? context.manifest;
  if (given === undefined || given === null)
    throw new TerminalError('The stage has no manifests. Write them in the pipeline.');
  if (typeof given === 'string') return parsed(given);
  const { manifests, faults } = collectManifests(given);
  if (faults.length > 0) throw new TerminalError(`The manifests cannot be deployed: ${faults.join(' ')}`);
  if (manifests.length === 0)
    throw new TerminalError('The stage has no manifests. Write them in the pipeline.');
  return manifests;
}

async function fromArtifact(run: DeployRun): Promise<KubernetesObject[]> {
  const artifact = await manifestArtifact(run);
  const manifests = parsed(await run.services.artifacts.fetch(artifact, run.signal));
  if (run.context.skipExpressionEvaluation) return manifests;
  const { value, errors } = await run.evaluate(manifests);
  if (errors.length > 0 && run.rawContext.failOnFailedExpressions === true) {
    throw new TerminalError(`Expressions in the manifests failed: ${errors.join(' ')}`);
  }
  return collectManifests(value).manifests;
}

function parsed(text: string): KubernetesObject[] {
  const { manifests, faults } = parseManifests(text);
  if (faults.length === 0) return manifests;
  const places = faults.map(({ line, column, message }) =>
    line ? `line ${line}, column ${column ?? 1}: ${message}` : message,
  );
  throw new TerminalError(`The manifest cannot be read: ${places.join('; ')}`);
}

/** The artifact with the stage's expected id among those bound in this run, else the one written in the stage. */
async function manifestArtifact(run: DeployRun): Promise<JsonObject> {
  const { manifestArtifactId, manifestArtifact: inline } = run.context;
  const bound = manifestArtifactId ? await boundArtifact(run, manifestArtifactId) : undefined;
  const artifact = bound ?? inline;
  if (artifact) return artifact;
  throw new TerminalError(
    'The manifest artifact was not found in this run. Check what the trigger or an earlier stage provides.',
  );
}

/** What an expected artifact was bound to: by an ancestor (nearest first), else at the start of the run (section 6.4). */
export async function boundArtifact(run: DeployRun, expectedId: string): Promise<JsonObject | undefined> {
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

/** Every artifact in scope: the stage's own, its ancestors' (nearest first), then the trigger's. */
export async function artifactsInScope(run: DeployRun): Promise<JsonObject[]> {
  const ancestors = await run.ancestors();
  const lists = [
    run.rawContext.artifacts,
    ...ancestors.map((stage) => stage.outputs.artifacts),
    run.execution.trigger.artifacts,
  ];
  return lists.flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
}
