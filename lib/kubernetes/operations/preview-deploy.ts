import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { type ApiError, isApiError, isMissing } from '../client/api-error.ts';
import { fieldManager } from '../client/create-client.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { diffManifests } from '../manifests/diff-manifests.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { annotation } from '../naming/annotations.ts';
import { writeModeOf } from '../strategies/write-mode.ts';
import { canonicalJson } from '../versioning/content.ts';
import { keepLastAppliedInStep } from './apply-manifest.ts';
import { claimedFields, predecessors } from './claim-fields.ts';
import { isOwnershipConflict, takeoversOf } from './conflicts.ts';
import type { DeployInput, DeployPreview, ManifestChange, PreviewedManifest, Takeover } from './contract.ts';
import { type DeployPlan, type PlannedManifest, planDeploy } from './plan-deploy.ts';
import { planRollout } from './plan-rollout.ts';
import { removeUnsentFields } from './remove-unsent-fields.ts';
import { surroundingsOf } from './surroundings.ts';

const atOnce = 8;

/** What a deploy would do: the very calls of `deployManifests` with `dryRun=All`, and each answer compared with the live object. */
export async function previewDeploy(input: DeployInput): Promise<DeployPreview> {
  const plan = await planDeploy(input, surroundingsOf(input.client, input.signal));
  const limit = pLimit(atOnce);
  const manifests = await Promise.all(
    plan.manifests.map((planned) => limit(() => previewOne(planned, plan, input))),
  );
  const counts: Record<ManifestChange, number> = { created: 0, changed: 0, unchanged: 0, removed: 0 };
  for (const { change } of manifests) counts[change] += 1;
  return {
    manifests,
    hash: hashOf(plan),
    counts,
    errors: manifests.flatMap((one) =>
      one.error === undefined ? [] : [`${one.manifestName}: ${one.error}`],
    ),
    boundArtifacts: plan.bound,
    rollout: await planRollout({
      client: input.client,
      strategy: input.strategy ?? 'none',
      manifests: plan.manifests.map((planned) => planned.manifest),
      signal: input.signal,
    }),
  };
}

/** Stands for the rendered manifests: the same texts, versions and artifacts give the same hash, whoever deploys them. */
export function hashOf(plan: DeployPlan): string {
  const rendered = plan.manifests.map(({ manifest }) => {
    const { [annotation.operation]: _operation, ...annotations } = manifest.metadata.annotations ?? {};
    return { ...manifest, metadata: { ...manifest.metadata, annotations } };
  });
  return createHash('sha256').update(canonicalJson(rendered)).digest('hex');
}

async function previewOne(
  planned: PlannedManifest,
  plan: DeployPlan,
  input: DeployInput,
): Promise<PreviewedManifest> {
  const { manifest } = planned;
  const live = manifest.metadata.name ? await input.client.get(refOf(manifest), input.signal) : undefined;
  const facts = { ref: refOf(manifest), manifestName: manifestNameOf(manifest) };
  try {
    const { result, takeovers } = await rehearse(planned, live, input);
    return { ...facts, ...compare(live, result), takeovers };
  } catch (error) {
    if (!isApiError(error)) throw error;
    // The namespace or the kind comes with this very deploy: there is nothing to ask the cluster yet.
    if (isMissing(error) && comesWithDeploy(error, manifest, plan))
      return { ...facts, ...compare(undefined, manifest), takeovers: [] };
    return { ...facts, ...compare(live, manifest), takeovers: [], error: error.message };
  }
}

function compare(live: KubernetesObject | undefined, result: KubernetesObject) {
  const { diff, summary, isChanged } = diffManifests(live, result);
  const change: ManifestChange = live === undefined ? 'created' : isChanged ? 'changed' : 'unchanged';
  return { change, diff, summary };
}

type Rehearsed = { result: KubernetesObject; takeovers: Takeover[] };

async function rehearse(
  planned: PlannedManifest,
  live: KubernetesObject | undefined,
  { client, signal }: DeployInput,
): Promise<Rehearsed> {
  const { manifest, strategy, serverSideApply } = planned;
  const mode = writeModeOf({ strategy, serverSideApply, hasName: manifest.metadata.name !== undefined });
  switch (mode.write) {
    case 'create':
      return { result: await client.create(manifest, { dryRun: true, signal }), takeovers: [] };
    case 'recreate':
      // The old object stands in the way of a rehearsal; a fresh one can be rehearsed.
      return {
        result: live ? manifest : await client.create(manifest, { dryRun: true, signal }),
        takeovers: [],
      };
    case 'replace': {
      if (!live) return { result: await client.create(manifest, { dryRun: true, signal }), takeovers: [] };
      const { resourceVersion } = live.metadata;
      const full = { ...manifest, metadata: { ...manifest.metadata, resourceVersion } };
      return { result: await client.replace(full, { dryRun: true, signal }), takeovers: [] };
    }
    case 'apply':
      return rehearseApply(manifest, live, mode.force, { client, signal });
    default:
      return mode.write satisfies never;
  }
}

async function rehearseApply(
  manifest: KubernetesObject,
  live: KubernetesObject | undefined,
  force: boolean,
  { client, signal }: Pick<DeployInput, 'client' | 'signal'>,
): Promise<Rehearsed> {
  const sent = live ? keepLastAppliedInStep(manifest, live) : manifest;
  const claimed = live && claimedFields(live, fieldManager);
  const finish = (result: KubernetesObject) => (claimed ? removeUnsentFields(result, claimed, sent) : result);
  try {
    return { result: finish(await client.apply(sent, { dryRun: true, signal })), takeovers: [] };
  } catch (error) {
    if (!isApiError(error) || !isOwnershipConflict(error)) throw error;
    const ownOnly = claimed !== undefined && isAllClaimed(error);
    if (!force && !ownOnly) throw error;
    const result = await client.apply(sent, { dryRun: true, force: true, signal });
    return {
      result: finish(result),
      takeovers: ownOnly ? [] : takeoversOf(error, manifest).filter(isForeign),
    };
  }
}

// Conflicts with those whose fields are handed over before the real apply: it will not meet them.
function isAllClaimed(error: ApiError): boolean {
  return takeoversOf(error, { apiVersion: '', kind: '', metadata: {} }).every((one) => !isForeign(one));
}

function isForeign({ manager }: Takeover): boolean {
  return !predecessors.has(manager);
}

function comesWithDeploy(error: ApiError, manifest: KubernetesObject, plan: DeployPlan): boolean {
  const made = plan.manifests.map((planned) => planned.manifest);
  if (error.reason === 'UnknownKind') return made.some((other) => other.kind === 'CustomResourceDefinition');
  return made.some(
    (other) => other.kind === 'Namespace' && other.metadata.name === manifest.metadata.namespace,
  );
}
