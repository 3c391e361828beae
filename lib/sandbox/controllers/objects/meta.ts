import type { KubernetesObject } from '../../store/contract.ts';

export type { KubernetesObject };

/** A reference from a dependent to the object that owns it. */
interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** The metadata the controllers read and write. Times are RFC 3339 text as on the wire. */
interface Meta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
}

/** Any stored object, seen through the metadata. */
export interface Stored {
  apiVersion: string;
  kind: string;
  metadata: Meta;
}

/** What a controller hands in to create: the store fills in the rest of the metadata. */
export type Draft<T extends Stored> = Omit<T, 'metadata'> & { metadata: Partial<Meta> };

/** One condition of a status. Not every kind uses every field. */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string | null;
  lastUpdateTime?: string;
  lastProbeTime?: string | null;
  observedGeneration?: number;
}

/** Kubernetes writes times in whole seconds, in UTC. */
export function wireTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since the epoch of a wire time; 0 when absent. */
export function millisOf(time: string | null | undefined): number {
  return time ? Date.parse(time) : 0;
}

/** `namespace/name`, the key of a namespaced object in a work queue; the bare name for others. */
export function keyOf(object: Stored): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** The parts of a key made by `keyOf`. */
export function splitKey(key: string): { namespace: string | undefined; name: string } {
  const slash = key.indexOf('/');
  if (slash < 0) return { namespace: undefined, name: key };
  return { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner that manages this object, if one does. */
export function controllerOf(object: Stored): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller);
}

/** The reference that makes `owner` the controller of what carries it. */
export function controllerReference(owner: Stored): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** True from the moment a delete was asked for, while finalizers or a grace period hold the object. */
export function isDeleting(object: Stored): boolean {
  return object.metadata.deletionTimestamp !== undefined;
}

/** A copy of the object with one annotation set. */
export function withAnnotations<T extends Stored>(object: T, annotations: Record<string, string>): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}
