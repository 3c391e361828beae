export type { Artifact } from './artifacts/artifact.ts';
export type { AccountCache, CacheChange, CacheFilter, CacheState, CacheStatus } from './cache/contract.ts';
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
export { kindNameOf } from './kinds/kind-name.ts';
export type { KubernetesObject, ObjectMeta, ObjectRef, OwnerReference } from './manifests/object.ts';
export { refOf } from './manifests/object.ts';
export {
  collectManifests,
  type ManifestFault,
  manifestLimits,
  parseManifests,
} from './manifests/parse-manifests.ts';
export {
  annotationOf,
  controllerOf,
  fieldsAt,
  imagesOf,
  labelsOf,
  listAt,
  numberAt,
  replicasOf,
  selectorLabelsOf,
  textAt,
  textsAt,
} from './manifests/readers.ts';
export { annotation } from './naming/annotations.ts';
export type { Moniker } from './naming/moniker.ts';
export { applicationOf, monikerOf, readAnnotation } from './naming/moniker-of.ts';
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
export type {
  ManifestStability,
  Problem,
  ProblemKind,
  StabilityReport,
  StabilityStatus,
} from './stability/contract.ts';
