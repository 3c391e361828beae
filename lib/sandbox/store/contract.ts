import type { DraftObject, KubernetesObject, ResourceId } from './object.ts';

export type { DraftObject, KubernetesObject, ResourceId } from './object.ts';

/** A change, told to listeners right after it is committed. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceId;
  /** The object as it is now; for DELETED its last state, with the resourceVersion of the deletion. */
  readonly object: KubernetesObject;
  readonly previous?: KubernetesObject;
}

export interface CreateOptions {
  /** Answer what would be, and write nothing. */
  readonly dryRun?: boolean;
  /** The caller has put the object through the rules' admission already. */
  readonly admitted?: boolean;
}

export interface DeleteOptions {
  readonly dryRun?: boolean;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

export interface UpdateOptions {
  /** `status`: only the status is taken from the changed object, and the generation stays. */
  readonly subresource?: 'status';
  readonly dryRun?: boolean;
  /** The caller has entered the write into the managed fields already. */
  readonly tracked?: boolean;
}

/** Objects of all kinds, with Kubernetes' rules of identity, versions, generations, finalizers and deletion. */
export interface ObjectStore {
  now(): Date;
  /** The version of the last write; lists carry it. */
  resourceVersion(): string;
  /** The live object, frozen. */
  get(resource: ResourceId, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** Live objects ordered by namespace and name, as the real server lists them. */
  list(
    resource: ResourceId,
    options?: { namespace?: string; matches?: (object: KubernetesObject) => boolean },
  ): readonly KubernetesObject[];
  /**
   * Assigns uid, resourceVersion, creationTimestamp, generation 1 and a generated name.
   * @throws StatusError AlreadyExists, and whatever the admission of this store refuses
   */
  create(resource: ResourceId, object: DraftObject, options?: CreateOptions): KubernetesObject;
  /**
   * Changes the live object in place. Equal result: nothing is written. Raises the generation when anything but metadata and status changed.
   * Removing the last finalizer of an object that is being deleted removes it.
   * @returns the object as it is now; undefined when it does not exist or `change` answered undefined
   */
  update(
    resource: ResourceId,
    namespace: string | undefined,
    name: string,
    change: (live: KubernetesObject) => KubernetesObject | undefined,
    options?: UpdateOptions,
  ): KubernetesObject | undefined;
  /**
   * Deletes, or marks as being deleted where finalizers or a pod's grace period ask for it.
   * @returns the object after the call: its last state when it is gone
   * @throws StatusError NotFound, Conflict (preconditions)
   */
  delete(
    resource: ResourceId,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): KubernetesObject;
  /** Calls the listener synchronously after each commit; answers the function that ends it. */
  watch(resource: ResourceId | '*', listener: (event: StoreEvent) => void): () => void;
  /** Dependents: live objects whose ownerReferences name this uid. */
  byOwner(uid: string): readonly { resource: ResourceId; object: KubernetesObject }[];
  /** The kinds of which at least one object exists. */
  resources(): readonly ResourceId[];
  /** Writes what is still in memory to the data folder and closes it. */
  close(): Promise<void>;
}

/** What a store asks of the API layer when it writes. All optional: without them it stores what it is given. */
export interface StoreRules {
  /** Defaults, validation and admission of a new object. May throw a StatusError. */
  readonly admit?: (resource: ResourceId, object: DraftObject, store: ObjectStore) => DraftObject;
  /** Enters the write of somebody in process into the managed fields; `live` is absent for a new object. */
  readonly track?: <T extends DraftObject>(
    resource: ResourceId,
    live: KubernetesObject | undefined,
    next: T,
  ) => T;
  /** Which kinds count generations; by default those with a `spec`. */
  readonly hasGeneration?: (resource: ResourceId, object: KubernetesObject) => boolean;
}

export interface StoreOptions {
  /** Data folder; absent: memory only. */
  readonly data?: string;
  readonly clock?: () => Date;
  readonly rules?: StoreRules;
  /** How many past events are kept for watches and paging (default 10,000). */
  readonly historyLength?: number;
}
