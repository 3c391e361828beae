export { AccountConfig, ConnectionReport } from './accounts/schema.ts';
export { testConnection } from './accounts/test-connection.ts';
export type { Artifact } from './artifacts/artifact.ts';
export { affectedRefs } from './cache/affected-refs.ts';
export type { AccountCache, CacheChange, CacheFilter, CacheState, CacheStatus } from './cache/contract.ts';
export { createAccountCache } from './cache/create-account-cache.ts';
export type { ApiCause } from './client/api-error.ts';
export { ApiError, isApiError, isCredentialProblem, isTransient } from './client/api-error.ts';
export type { ApiResource, ClusterClient, LogOptions, ResourceQuery, WatchEvent } from './client/contract.ts';
export { createClient } from './client/create-client.ts';
export { loadKubeconfig } from './client/load-kubeconfig.ts';
export type { Kind, KindAction, SpinnakerKind } from './kinds/kind.ts';
export { kindNameOf } from './kinds/kind-name.ts';
export type { KubernetesObject, ObjectMeta, ObjectRef, OwnerReference } from './manifests/object.ts';
export { refOf } from './manifests/object.ts';
export {
  collectManifests,
  faultText,
  type ManifestFault,
  type ParsedManifests,
  parseDocuments,
  parseManifests,
} from './manifests/parse-manifests.ts';
export {
  annotationOf,
  configsOf,
  controllerOf,
  fieldsAt,
  imagesOf,
  labelsOf,
  listAt,
  numberAt,
  podTemplateOf,
  replicasOf,
  selectorLabelsOf,
  textAt,
  textsAt,
  valueAt,
} from './manifests/readers.ts';
export { annotation } from './naming/annotations.ts';
export type { Moniker } from './naming/moniker.ts';
export { applicationOf, monikerOf, type ReadMoniker } from './naming/moniker-of.ts';
export type { NameParts } from './naming/parse-name.ts';
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
export { type RolloutStrategy, type StrategyStep, strategyStepText } from './strategies/plan-strategy.ts';
export { loadBalancersOf } from './traffic/load-balancers.ts';
