import { Invalid } from '#lib/platform/errors.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import { replaceArtifacts } from '../artifacts/replace-artifacts.ts';
import { artifactKey, mergeArtifacts } from '../artifacts/same-artifact.ts';
import { kindNameOf, kindOf, manifestNameOf } from '../kinds/kind-name.ts';
import { matchesSelectors, toLabelSelector } from '../manifests/label-selectors.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import { collectManifests } from '../manifests/parse-manifests.ts';
import { fieldsAt, labelsOf, replicasOf, textAt } from '../manifests/readers.ts';
import { customKindOf, priorityOf, sortByPriority } from '../manifests/sort-manifests.ts';
import { annotateArtifact, annotateMoniker, labelManaged, setObjectAnnotations } from '../naming/annotate.ts';
import { annotation } from '../naming/annotations.ts';
import { type DeployStrategy, type ServerSideApply, strategyOf } from '../strategies/deploy-strategy.ts';
import {
  attachService,
  loadBalancerRef,
  loadBalancersOf,
  withLoadBalancers,
} from '../traffic/load-balancers.ts';
import { chooseVersion, versionsOf } from '../versioning/choose-version.ts';
import { artifactOf, isVersioned, versionText } from '../versioning/version.ts';
import type { DeployInput } from './contract.ts';

/** What the plan has to know of the cluster. Only reads; versions need metadata alone. */
export type Surroundings = {
  account: string;
  isNamespaced(object: KubernetesObject, deployedWith: readonly KubernetesObject[]): Promise<boolean>;
  live(ref: ObjectRef): Promise<KubernetesObject | undefined>;
  sameKind(object: KubernetesObject): Promise<KubernetesObject[]>;
};

export type PlannedManifest = {
  /** As it will be sent. */
  manifest: KubernetesObject;
  strategy: DeployStrategy;
  serverSideApply: ServerSideApply;
  artifact: Artifact;
  isVersioned: boolean;
  reusesVersion: boolean;
  priority: number;
};

export type DeployPlan = { manifests: PlannedManifest[]; bound: Artifact[]; created: Artifact[] };

export type PlanInput = Omit<DeployInput, 'client' | 'signal'>;

/**
 * Everything about a deploy that can be decided before anything is written: order, namespaces, versions, what is bound, annotations and
 * labels. Manifests come in deploy order, so a config map made here is bound by the workloads after it. Throws `Invalid` with the sentence
 * to show; then nothing has happened.
 */
export async function planDeploy(input: PlanInput, around: Surroundings): Promise<DeployPlan> {
  const manifests = await prepareManifests(input, around);
  const isBinding = input.enableArtifactBinding !== false;
  const offered = isBinding ? mergeArtifacts(input.requiredArtifacts, input.optionalArtifacts) : [];
  const plan: DeployPlan = { manifests: [], bound: [], created: [] };
  for (const manifest of manifests) {
    const replaced = replaceArtifacts(manifest, [...plan.created, ...offered], {
      namespace: manifest.metadata.namespace,
      account: around.account,
      dockerImageBinding: input.dockerImageBinding,
    });
    const planned = await planOne(replaced.manifest, input, around);
    plan.manifests.push(planned);
    addNew(plan.bound, replaced.bound);
    plan.created.push(planned.artifact);
  }
  if (isBinding) requireBound(input.requiredArtifacts ?? [], plan.bound);
  return plan;
}

async function planOne(
  bare: KubernetesObject,
  input: PlanInput,
  around: Surroundings,
): Promise<PlannedManifest> {
  const wishes = strategyOf(bare);
  const custom = customKindOf(bare, input.customResources);
  const versioned = isVersioned(bare, input.versioned, custom?.versioned) && bare.metadata.name !== undefined;
  const siblings = versioned ? await around.sameKind(bare) : [];
  const chosen = versioned ? chooseVersion(bare, siblings, input.operationId) : undefined;
  const artifact = artifactOf(bare, {
    account: around.account,
    namespace: bare.metadata.namespace,
    version: chosen?.version,
  });
  let manifest = wishes.useSourceCapacity
    ? await withSourceCapacity(bare, versioned ? siblings : undefined, around)
    : bare;
  manifest = annotateMoniker(manifest, {
    app: input.moniker.app,
    cluster:
      input.moniker.cluster ??
      `${kindNameOf(bare)} ${bare.metadata.name ?? bare.metadata.generateName ?? ''}`,
    stack: input.moniker.stack,
    detail: input.moniker.detail,
    sequence: chosen?.version ?? input.moniker.sequence,
  });
  manifest = annotateArtifact(manifest, artifact);
  manifest = labelManaged(manifest, {
    application: input.moniker.app,
    sequence: chosen?.version,
    managedBySuffix: input.managedBySuffix,
    skipPodTemplate: input.skipSpecTemplateLabels,
  });
  if (chosen) {
    manifest = setObjectAnnotations(manifest, { [annotation.contentHash]: chosen.hash });
    manifest = {
      ...manifest,
      metadata: { ...manifest.metadata, name: `${bare.metadata.name}-${versionText(chosen.version)}` },
    };
  }
  const isOnce = versioned || wishes.deployStrategy === 'RECREATE' || bare.metadata.name === undefined;
  if (isOnce && input.operationId) {
    manifest = setObjectAnnotations(manifest, { [annotation.operation]: input.operationId });
  }
  return {
    manifest,
    strategy: wishes.deployStrategy,
    serverSideApply: wishes.serverSideApply,
    artifact,
    isVersioned: versioned,
    reusesVersion: chosen?.reused ?? false,
    priority: priorityOf(bare, input.customResources),
  };
}

/** Flattened, put into namespaces, selected, with traffic attached, in deploy order. */
async function prepareManifests(input: PlanInput, around: Surroundings): Promise<KubernetesObject[]> {
  const collected = collectManifests(input.manifests);
  if (collected.faults.length > 0) throw new Invalid(collected.faults.join(' '));
  const placed: KubernetesObject[] = [];
  for (const manifest of collected.manifests)
    placed.push(await place(manifest, collected.manifests, input, around));
  refuseNamespaces(placed, input);
  const selected = select(placed, input, around.account);
  refuseHistoryTooShort(selected, input);
  const withTraffic: KubernetesObject[] = [];
  for (const manifest of selected) withTraffic.push(await attachTraffic(manifest, selected, input, around));
  return sortByPriority(withTraffic, input.customResources);
}

async function place(
  manifest: KubernetesObject,
  all: readonly KubernetesObject[],
  input: PlanInput,
  around: Surroundings,
): Promise<KubernetesObject> {
  const { namespace: own, ...metadata } = manifest.metadata;
  if (!(await around.isNamespaced(manifest, all))) return { ...manifest, metadata };
  const namespace = input.namespaceOverride || own || input.defaultNamespace || 'default';
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function refuseNamespaces(manifests: readonly KubernetesObject[], input: PlanInput): void {
  const mayUse = input.mayUseNamespace;
  if (!mayUse) return;
  const forbidden = manifests.find(
    ({ metadata }) => metadata.namespace !== undefined && !mayUse(metadata.namespace),
  );
  if (!forbidden) return;
  throw new Invalid(
    `The account may not use the namespace "${forbidden.metadata.namespace}" that ${manifestNameOf(forbidden)} asks for. Nothing was deployed.`,
  );
}

function select(manifests: KubernetesObject[], input: PlanInput, account: string): KubernetesObject[] {
  const selectors = input.labelSelectors ?? [];
  if (selectors.length === 0) return manifests;
  if (manifests.some((manifest) => strategyOf(manifest).deployStrategy === 'REPLACE')) {
    throw new Invalid('label selectors not supported with replace strategy, not deploying');
  }
  const selected = manifests.filter((manifest) => matchesSelectors(labelsOf(manifest), selectors));
  if (selected.length === 0 && !input.allowNothingSelected) {
    throw new Invalid(
      `nothing deployed to account ${account} with label selector(s) ${toLabelSelector(selectors)}`,
    );
  }
  return selected;
}

// Red/black and blue/green keep the former server group to go back to, so a history of one would delete it.
function refuseHistoryTooShort(manifests: readonly KubernetesObject[], input: PlanInput): void {
  if (input.strategy !== 'redblack' && input.strategy !== 'bluegreen') return;
  const short = manifests.find((manifest) => (strategyOf(manifest).maxVersionHistory ?? 2) < 2);
  if (!short) return;
  throw new Invalid(
    `${manifestNameOf(short)}: ${annotation.maxVersionHistory} must be at least 2 with red/black or blue/green, or there is nothing to go back to.`,
  );
}

async function attachTraffic(
  manifest: KubernetesObject,
  all: readonly KubernetesObject[],
  input: PlanInput,
  around: Surroundings,
): Promise<KubernetesObject> {
  if (!kindOf(manifest).actions.includes('receivesTraffic')) return manifest;
  const services = input.services ?? [];
  let attached = services.length > 0 ? withLoadBalancers(manifest, services) : manifest;
  if (!input.enableTraffic) return attached;
  for (const name of loadBalancersOf(attached)) {
    const ref = loadBalancerRef(name, manifest.metadata.namespace);
    const service =
      all.find(
        (other) =>
          other.kind === ref.kind &&
          other.metadata.name === ref.name &&
          other.metadata.namespace === ref.namespace,
      ) ?? (await around.live(ref));
    if (!service) {
      throw new Invalid(
        `${manifestNameOf(manifest)} should receive traffic from ${name}, but there is no such service in the namespace "${ref.namespace}".`,
      );
    }
    attached = attachService(attached, service);
  }
  return attached;
}

/** Keeps the number of replicas that runs now: of the newest version, or of the object itself. */
async function withSourceCapacity(
  manifest: KubernetesObject,
  siblings: readonly KubernetesObject[] | undefined,
  around: Surroundings,
): Promise<KubernetesObject> {
  if (!kindOf(manifest).actions.includes('scale')) return manifest;
  const name = siblings
    ? versionsOf(manifest.metadata.name ?? '', siblings).at(-1)?.metadata.name
    : manifest.metadata.name;
  if (name === undefined) return manifest;
  const source = await around.live({
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    namespace: manifest.metadata.namespace,
    name,
  });
  const replicas = source && replicasOf(source);
  return replicas === undefined
    ? manifest
    : { ...manifest, spec: { ...fieldsAt(manifest, 'spec'), replicas } };
}

function requireBound(required: readonly Artifact[], bound: readonly Artifact[]): void {
  const keys = new Set(bound.map(artifactKey));
  const missing = required.filter((artifact) => !keys.has(artifactKey(artifact)));
  if (missing.length === 0) return;
  const names = missing.map(
    (artifact) => `${artifact.type ?? 'artifact'} ${artifact.name ?? artifact.reference ?? ''}`,
  );
  throw new Invalid(
    `Required artifacts are used by none of the manifests: ${names.join(', ')}. Nothing was deployed. Does a manifest name the same image or object?`,
  );
}

function addNew(list: Artifact[], more: readonly Artifact[]): void {
  for (const artifact of more) if (!list.includes(artifact)) list.push(artifact);
}

/** A kind of a CRD in the same request is not served yet: the CRD itself says where its objects live. */
export function scopeByCrd(object: KubernetesObject, all: readonly KubernetesObject[]): boolean | undefined {
  const crd = all.find(
    (other) =>
      other.kind === 'CustomResourceDefinition' &&
      textAt(other, 'spec', 'names', 'kind') === object.kind &&
      object.apiVersion.startsWith(`${textAt(other, 'spec', 'group')}/`),
  );
  return crd && textAt(crd, 'spec', 'scope') !== 'Cluster';
}
