import pLimit from 'p-limit';
import { ApiError, isApiError, isMissing } from '../client/api-error.ts';
import type { ClusterClient } from '../client/contract.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import type { KubernetesObject } from '../manifests/object.ts';
import { type WriteContext, type Written, writeManifest } from './apply-manifest.ts';
import { takeoverSentence } from './conflicts.ts';
import type { DeployInput, DeployOutput } from './contract.ts';
import { cleaned, namesByNamespace } from './outputs.ts';
import { type DeployPlan, type PlannedManifest, planDeploy } from './plan-deploy.ts';
import { idleStrategyNote } from './plan-rollout.ts';
import { surroundingsOf } from './surroundings.ts';
import { untilServed } from './until-served.ts';

const atOnce = 8;

/**
 * Deploys manifests: plans all of them, has the cluster check all of them, then writes them in order. A refusal found by the check leaves
 * the cluster as it was. Safe to repeat with the same `operationId`: what an earlier try made is found, not made again.
 */
export async function deployManifests(input: DeployInput): Promise<DeployOutput> {
  const plan = await planDeploy(input, surroundingsOf(input.client, input.signal));
  await rehearse(plan, input);
  const written: Written[] = [];
  for (const wave of wavesOf(plan.manifests)) {
    const limit = pLimit(atOnce);
    const results = await Promise.all(wave.map((planned) => limit(() => writeOne(planned, input))));
    written.push(...results);
    await untilServed(
      results.map((result) => result.object),
      input,
    );
  }
  return outputOf(plan, written, input);
}

/** Objects of one priority do not lean on each other and are written together; the order of the output stays that of the plan. */
function wavesOf(manifests: readonly PlannedManifest[]): PlannedManifest[][] {
  const waves = new Map<number, PlannedManifest[]>();
  for (const planned of manifests) {
    waves.set(planned.priority, [...(waves.get(planned.priority) ?? []), planned]);
  }
  return [...waves].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}

async function writeOne(planned: PlannedManifest, context: WriteContext): Promise<Written> {
  try {
    return await writeManifest(planned, context);
  } catch (error) {
    throw named(error, planned.manifest);
  }
}

/**
 * Asks the cluster to check everything before the first write, so that a mistake in the last manifest does not leave the first ones behind.
 * A single manifest needs no rehearsal; what replaces or recreates is not checked, since a dry run of an apply would judge it wrongly.
 */
async function rehearse(plan: DeployPlan, { client, signal }: DeployInput): Promise<void> {
  const checkable = plan.manifests.filter(
    ({ strategy, manifest }) => strategy !== 'RECREATE' && strategy !== 'REPLACE' && manifest.metadata.name,
  );
  if (plan.manifests.length < 2) return;
  const limit = pLimit(atOnce);
  const faults = await Promise.all(
    checkable.map((planned) => limit(() => refusalOf(planned.manifest, plan, client, signal))),
  );
  const found = faults.filter((fault): fault is ApiError => fault !== undefined);
  const [first, ...others] = found;
  if (!first) return;
  const more =
    others.length > 0
      ? ` (and ${others.length} more: ${others.map((fault) => fault.message).join('; ')})`
      : '';
  throw new ApiError({
    code: first.code,
    reason: first.reason,
    causes: first.causes,
    message: `${first.message}${more} Nothing was deployed.`,
  });
}

async function refusalOf(
  manifest: KubernetesObject,
  plan: DeployPlan,
  client: ClusterClient,
  signal: AbortSignal | undefined,
): Promise<ApiError | undefined> {
  try {
    await client.apply(manifest, { dryRun: true, force: true, signal });
    return undefined;
  } catch (error) {
    if (!isApiError(error)) throw error;
    return isAnswerToRehearsal(error, manifest, plan) ? undefined : named(error, manifest);
  }
}

// Refusals that only the rehearsal gets: its namespace or its kind comes with this very deploy, a webhook cannot rehearse.
function isAnswerToRehearsal(error: ApiError, manifest: KubernetesObject, plan: DeployPlan): boolean {
  if (/does not support dry run/i.test(error.message)) return true;
  if (error.code === 403 && /service ?account/i.test(error.message)) return true;
  const made = plan.manifests.map((planned) => planned.manifest);
  if (!isMissing(error)) return false;
  const bringsNamespace = made.some(
    (other) => other.kind === 'Namespace' && other.metadata.name === manifest.metadata.namespace,
  );
  return (
    bringsNamespace ||
    (error.reason === 'UnknownKind' && made.some((other) => other.kind === 'CustomResourceDefinition'))
  );
}

function named(error: unknown, manifest: KubernetesObject): ApiError {
  if (!isApiError(error)) throw error;
  const place = manifest.metadata.namespace ? ` in namespace ${manifest.metadata.namespace}` : '';
  return new ApiError({
    code: error.code,
    reason: error.reason,
    causes: error.causes,
    retryAfterMs: error.retryAfterMs,
    message: `${manifestNameOf(manifest)}${place}: ${error.message}`,
    cause: error,
  });
}

function outputOf(
  plan: DeployPlan,
  written: readonly Written[],
  { strategy = 'none' }: DeployInput,
): DeployOutput {
  const takeovers = written.flatMap((one) => one.takeovers);
  const reused = plan.manifests
    .filter((planned) => planned.reusesVersion)
    .map(
      (planned) =>
        `${manifestNameOf(planned.manifest)}: this version has the same content already, so it is used again.`,
    );
  const objects = written.map((one) => one.object);
  const idle = idleStrategyNote(strategy, objects);
  const notes = written.flatMap((one) => one.notes.map((note) => `${manifestNameOf(one.object)}: ${note}`));
  return {
    manifests: objects.map(cleaned),
    manifestNamesByNamespace: namesByNamespace(objects),
    boundArtifacts: plan.bound,
    createdArtifacts: plan.created,
    takeovers,
    notes: [...reused, ...notes, ...takeovers.map(takeoverSentence), ...(idle ? [idle] : [])],
  };
}
