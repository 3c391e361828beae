export { AccountConfig, ConnectionReport, Credentials, CustomResource } from './accounts/schema.ts';
export { testConnection } from './accounts/test-connection.ts';
export type { Artifact } from './artifacts/artifact.ts';
export { findArtifacts } from './artifacts/find-artifacts.ts';
export { imageNameOf } from './artifacts/image-name.ts';
export { readArtifact } from './artifacts/read-artifact.ts';
export { affectedRefs } from './cache/affected-refs.ts';
export type { AccountCache, CacheChange, CacheFilter, CacheState, CacheStatus } from './cache/contract.ts';
export { createAccountCache } from './cache/create-account-cache.ts';
export type { ApiCause } from './client/api-error.ts';
export {
  ApiError,
  isApiError,
  isConflict,
  isCredentialProblem,
  isExpired,
  isMissing,
  isTransient,
} from './client/api-error.ts';
export type { ApiResource, ClusterClient, LogOptions, ResourceQuery, WatchEvent } from './client/contract.ts';
export { createClient } from './client/create-client.ts';
export { loadKubeconfig } from './client/load-kubeconfig.ts';
export type { Kind, KindAction, SpinnakerKind } from './kinds/kind.ts';
export {
  canonicalKindName,
  isSameKind,
  kindNameOf,
  kindOf,
  manifestNameOf,
  parseManifestName,
} from './kinds/kind-name.ts';
export { kinds } from './kinds/table.ts';
export { diffManifests, toYaml, withoutNoise } from './manifests/diff-manifests.ts';
export { matchesSelectors } from './manifests/label-selectors.ts';
export { withoutSecretValues } from './manifests/mask-secret.ts';
export type { KubernetesObject, ObjectMeta, ObjectRef, OwnerReference } from './manifests/object.ts';
export { refOf } from './manifests/object.ts';
export {
  collectManifests,
  type ManifestFault,
  manifestLimits,
  type ParsedManifests,
  parseManifests,
} from './manifests/parse-manifests.ts';
export { readLabelSelectors } from './manifests/read-label-selectors.ts';
export {
  annotationOf,
  configsOf,
  controllerOf,
  fieldsAt,
  imagesOf,
  labelsOf,
  listAt,
  numberAt,
  podSpecOf,
  podTemplateOf,
  replicasOf,
  selectorLabelsOf,
  textAt,
  textsAt,
  valueAt,
} from './manifests/readers.ts';
export { annotation, label } from './naming/annotations.ts';
export type { Moniker } from './naming/moniker.ts';
export { applicationOf, monikerOf, type ReadMoniker, readAnnotation } from './naming/moniker-of.ts';
export { type NameParts, parseName } from './naming/parse-name.ts';
export type {
  DeleteInput,
  DeleteOutcome,
  DeleteWireOptions,
  DeployInput,
  DeployOutput,
  DeployPreview,
  KubernetesOperations,
  LabelSelector,
  ManifestChange,
  ObjectInput,
  ObjectOutput,
  Operation,
  PatchInput,
  PreviewedManifest,
  ResolveTargetInput,
  Revision,
  StabilityInput,
  Takeover,
  TargetCriteria,
  TrafficInput,
  UndoInput,
  UndoPreview,
} from './operations/contract.ts';
export { kubernetesOperations } from './operations/operations.ts';
export { cleaned } from './operations/outputs.ts';
export { checkStability } from './stability/check-stability.ts';
export type {
  Condition,
  ManifestStability,
  Problem,
  ProblemKind,
  StabilityReport,
  StabilityStatus,
} from './stability/contract.ts';
export {
  planStrategy,
  type RolloutStrategy,
  readStrategy,
  type StrategyStep,
} from './strategies/plan-strategy.ts';
export { loadBalancersOf } from './traffic/load-balancers.ts';
