import type { KubernetesObject } from '../manifests/object.ts';
import type { StabilityStatus } from '../stability/contract.ts';

export type SpinnakerKind =
  | 'serverGroups'
  | 'serverGroupManagers'
  | 'instances'
  | 'loadBalancers'
  | 'securityGroups'
  | 'configs'
  | 'unclassified';

export type KindAction =
  | 'scale'
  | 'resize'
  | 'undo'
  | 'restart'
  | 'pause'
  | 'receivesTraffic'
  | 'balancesLoad';

/** What Foredeck knows about a kind. Whatever is not in the table gets `defaultKind`. */
export type Kind = {
  /** Kubernetes' name: `Deployment`. */
  kind: string;
  /** Spinnaker's name: `deployment`. */
  name: string;
  /** The version asked for when only the kind is known. */
  apiVersion: string;
  aliases: readonly string[];
  spinnakerKind: SpinnakerKind;
  /** Lower is deployed first. */
  priority: number;
  versioned: boolean;
  clusterScoped: boolean;
  actions: readonly KindAction[];
  /** Stable as soon as it exists, unless given. */
  stability: (object: KubernetesObject) => StabilityStatus;
};
