import type { CustomResource } from '../accounts/schema.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import type { ClusterClient } from '../client/contract.ts';
import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';
import type { Moniker } from '../naming/moniker.ts';
import type { StabilityReport } from '../stability/contract.ts';
import type { RolloutStrategy, StrategyStep } from '../strategies/plan-strategy.ts';

/** Spinnaker's label selectors of a stage. All must hold. */
export type LabelSelector = {
  kind: 'ANY' | 'EQUALS' | 'NOT_EQUALS' | 'CONTAINS' | 'NOT_CONTAINS' | 'EXISTS' | 'NOT_EXISTS';
  key?: string | undefined;
  values?: readonly string[] | undefined;
};

/** What every operation needs. `operationId` names the caller's stage: a repeat with the same id adopts what the first try did. */
export type Operation = {
  client: ClusterClient;
  operationId?: string | undefined;
  signal?: AbortSignal | undefined;
};

export type DeployInput = Operation & {
  manifests: readonly KubernetesObject[];
  moniker: Moniker;
  /** Forces the namespace of every namespaced manifest. */
  namespaceOverride?: string | undefined;
  /** For manifests that name none; `default` unless given. */
  defaultNamespace?: string | undefined;
  /** Overrides the kind's default; an annotation on the manifest overrides this. */
  versioned?: boolean | undefined;
  enableArtifactBinding?: boolean | undefined;
  requiredArtifacts?: readonly Artifact[] | undefined;
  optionalArtifacts?: readonly Artifact[] | undefined;
  services?: readonly string[] | undefined;
  enableTraffic?: boolean | undefined;
  strategy?: RolloutStrategy | undefined;
  skipSpecTemplateLabels?: boolean | undefined;
  labelSelectors?: readonly LabelSelector[] | undefined;
  allowNothingSelected?: boolean | undefined;
  /** `match-name-and-tag` unless given. */
  dockerImageBinding?: 'match-name-and-tag' | 'match-name-only' | undefined;
  /** Namespaces the account may not touch are refused before anything is written. */
  mayUseNamespace?: ((namespace: string) => boolean) | undefined;
  managedBySuffix?: string | undefined;
  /** What the account says of kinds that its cluster defines: their order and whether they are versioned. */
  customResources?: readonly CustomResource[] | undefined;
};

/** Fields that another manager owned and that this deploy took over. */
export type Takeover = {
  manifestName: string;
  namespace: string | undefined;
  manager: string;
  fields: string[];
};

/** The outputs that Spinnaker promotes into the stage, and what else happened. Secret values are removed from `manifests`. */
export type DeployOutput = {
  manifests: KubernetesObject[];
  manifestNamesByNamespace: Record<string, string[]>;
  boundArtifacts: Artifact[];
  createdArtifacts: Artifact[];
  takeovers: Takeover[];
  /** Plain sentences: what was reused, taken over, replaced ... */
  notes: string[];
};

export type ManifestChange = 'created' | 'changed' | 'unchanged' | 'removed';

export type PreviewedManifest = {
  ref: ObjectRef;
  manifestName: string;
  change: ManifestChange;
  /** Unified diff of YAML, live against what would be; empty when unchanged. Secret values masked. */
  diff: string;
  summary: { path: string; change: 'added' | 'removed' | 'changed' }[];
  takeovers: Takeover[];
  /** The cluster's refusal of this manifest, if it would refuse. */
  error?: string | undefined;
};

export type DeployPreview = {
  manifests: PreviewedManifest[];
  /** SHA-256 of the rendered manifests (hex): what an approval is bound to. */
  hash: string;
  counts: Record<ManifestChange, number>;
  errors: string[];
  boundArtifacts: Artifact[];
  /** What would be done to former server groups once the new ones are stable. */
  rollout: StrategyStep[];
};

/** An operation on one object answers with the object as the cluster returned it. */
export type ObjectOutput = {
  manifest: KubernetesObject;
  manifestNamesByNamespace: Record<string, string[]>;
  notes: string[];
};

export type Revision = {
  revision: number;
  /** ReplicaSet or ControllerRevision that keeps it. */
  name: string;
  createdAt: string;
  isCurrent: boolean;
  changeCause?: string | undefined;
  images: string[];
  /** `configMap my-config-v002` ... */
  configs: string[];
  replicas?: number | undefined;
};

export type UndoPreview = {
  from: Revision | undefined;
  to: Revision;
  /** Pod templates, now against what returns. */
  diff: string;
  imagesReturning: string[];
  configsReturning: string[];
  /** What is unchanged by an undo: it never touches the replica count. */
  replicas: number | undefined;
  warnings: string[];
};

export type DeleteOutcome = {
  deleted: ObjectRef[];
  missing: ObjectRef[];
  manifestNamesByNamespace: Record<string, string[]>;
};

/** One named object. `ref.kind` may be written either way: `Deployment` or `deployment`. */
export type ObjectInput = Operation & { ref: ObjectRef };

export type UndoInput = ObjectInput & {
  /** Exactly one of the two. */
  revision?: number | undefined;
  numRevisionsBack?: number | undefined;
};

/** Spinnaker's delete options; every value is text on the wire. */
export type DeleteWireOptions = {
  cascading?: string | boolean | undefined;
  orphanDependents?: string | boolean | undefined;
  gracePeriodSeconds?: string | number | undefined;
};

export type DeleteInput = Operation &
  (
    | { ref: ObjectRef }
    | { namespace: string; kinds: readonly string[]; labelSelectors: readonly LabelSelector[] }
  ) & { options?: DeleteWireOptions | undefined };

export type PatchInput = ObjectInput & {
  mergeStrategy: 'strategic' | 'merge' | 'json';
  /** One object for strategic and merge, a list of `{op, path, value, from}` for json. */
  patchBody: unknown;
  requiredArtifacts?: readonly Artifact[] | undefined;
  optionalArtifacts?: readonly Artifact[] | undefined;
  /** Writes `kubernetes.io/change-cause`. */
  record?: boolean | undefined;
};

export type TrafficInput = ObjectInput & {
  /** `service my-service`; absent or empty: those of the object's own annotation. */
  loadBalancers?: readonly string[] | undefined;
};

export type RolloutInput = Pick<Operation, 'client' | 'signal'> & {
  strategy: RolloutStrategy;
  /** What was deployed, or is about to be, as the cluster has or would have it. */
  manifests: readonly KubernetesObject[];
};

export type TargetCriteria = 'oldest' | 'newest' | 'second_newest' | 'largest' | 'smallest';

export type ResolveTargetInput = Operation & {
  namespace: string;
  kind: string;
  application: string;
  /** `replicaSet my-app` */
  cluster: string;
  criteria: TargetCriteria;
};

export type StabilityInput = {
  client: ClusterClient;
  refs: readonly ObjectRef[];
  /**
   * Also read pods and events of what is not stable, to say why. On unless false; `settled` looks only at what seems stable
   * or has failed, and leaves alone what is on its way.
   */
  diagnose?: boolean | 'settled' | undefined;
  signal?: AbortSignal | undefined;
};

/** All that stages do to a cluster. Stages are handed this, so that their tests can hand in a fake. */
export type KubernetesOperations = {
  deployManifests(input: DeployInput): Promise<DeployOutput>;
  previewDeploy(input: DeployInput): Promise<DeployPreview>;
  scaleManifest(input: ObjectInput & { replicas: number }): Promise<ObjectOutput>;
  undoRollout(input: UndoInput): Promise<ObjectOutput & { revision: number }>;
  previewUndo(input: UndoInput): Promise<UndoPreview>;
  rolloutHistory(input: ObjectInput): Promise<Revision[]>;
  rollingRestart(input: ObjectInput): Promise<ObjectOutput>;
  pauseRollout(input: ObjectInput): Promise<ObjectOutput>;
  resumeRollout(input: ObjectInput): Promise<ObjectOutput>;
  deleteManifest(input: DeleteInput): Promise<DeleteOutcome>;
  patchManifest(input: PatchInput): Promise<ObjectOutput & { boundArtifacts: Artifact[] }>;
  previewPatch(input: PatchInput): Promise<{ diff: string; isChanged: boolean }>;
  enableManifest(input: TrafficInput): Promise<ObjectOutput>;
  disableManifest(input: TrafficInput): Promise<ObjectOutput>;
  planRollout(input: RolloutInput): Promise<StrategyStep[]>;
  cleanupArtifacts(input: Operation & { manifests: readonly KubernetesObject[] }): Promise<DeleteOutcome>;
  /** Throws `NotFound` when nothing fits. */
  resolveTarget(input: ResolveTargetInput): Promise<ObjectRef>;
  /** The live object and the artifacts found in it. */
  findArtifacts(input: ObjectInput): Promise<{ manifest: KubernetesObject; artifacts: Artifact[] }>;
  checkStability(input: StabilityInput): Promise<StabilityReport>;
};
