import { type StageRun, TerminalError } from '#lib/engine/contract.ts';
import { collectManifests, faultText, type KubernetesObject, parseManifests } from '#lib/kubernetes/index.ts';
import { readApproved } from '../artifacts/approved-files.ts';
import type { ProducesNeeds } from '../artifacts/bind-produced.ts';
import type { KubernetesNeeds } from '../kubernetes/kubernetes-service.ts';
import { manifestArtifact } from '../kubernetes/manifest-artifact.ts';
import type { Services } from '../services.ts';
import type { DeployManifestContext } from './schema.ts';

export type DeployNeeds = KubernetesNeeds & ProducesNeeds & Pick<Services, 'artifacts'>;
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
  const manifests = parsed(await readApproved(run, artifact));
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
  throw new TerminalError(`The manifest cannot be read: ${faults.map(faultText).join('; ')}`);
}
