import type { ObjectRef } from '../manifests/object.ts';

export type Condition = { state: boolean; message?: string | undefined };

/** Spinnaker's four answers about a live object. */
export type StabilityStatus = {
  stable: Condition;
  available: Condition;
  paused: Condition;
  failed: Condition;
};

export type ProblemKind =
  | 'image'
  | 'crash'
  | 'config'
  | 'quota'
  | 'scheduling'
  | 'probe'
  | 'admission'
  | 'deadline'
  | 'volume'
  | 'node';

/**
 * Why a rollout does not come up, in the cluster's own words. `fatal` says that waiting longer is pointless by the rule of
 * `stability/README.md`; the others are shown while waiting.
 */
export type Problem = {
  kind: ProblemKind;
  fatal: boolean;
  /** One sentence for a person: what, where, why. */
  sentence: string;
  object: ObjectRef;
  container?: string | undefined;
  image?: string | undefined;
  exitCode?: number | undefined;
  restarts?: number | undefined;
  reason: string;
  message: string;
  logTail?: string | undefined;
};

export type ManifestStability = {
  ref: ObjectRef;
  /** `deployment my-app` */
  manifestName: string;
  state: 'stable' | 'waiting' | 'failed';
  status: StabilityStatus;
  message: string;
  problems: Problem[];
};

export type StabilityReport = {
  state: 'stable' | 'waiting' | 'failed';
  manifests: ManifestStability[];
  /** One line an object that is not stable yet, the worst first. */
  messages: string[];
  problems: Problem[];
};
