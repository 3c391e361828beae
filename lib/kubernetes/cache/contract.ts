import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';

export type CacheState = 'connecting' | 'live' | 'stale' | 'stopped';

/**
 * How far a reader may trust the cache. `since` is when this state began (epoch ms); `lastHeard` when the cluster last proved alive.
 * `error` holds the latest failure in plain words while the state is not `live`. `partial` lists kinds that cannot be read, and why.
 */
export type CacheStatus = {
  state: CacheState;
  since: number;
  lastHeard: number | undefined;
  error?: string | undefined;
  partial: { kind: string; message: string }[];
  objects: number;
};

export type CacheChange = {
  account: string;
  type: 'added' | 'modified' | 'deleted';
  object: KubernetesObject;
  /** The application the object belongs to, when it belongs to one. */
  application: string | undefined;
};

export type CacheFilter = {
  kind?: string | undefined;
  namespace?: string | undefined;
  application?: string | undefined;
  /** Value of the moniker's cluster, e.g. `deployment my-app`. Only together with `application`. */
  cluster?: string | undefined;
  ownerUid?: string | undefined;
};

/**
 * A live picture of one account. Objects are projections (no managedFields, no Secret values, pods without what no view shows): good for
 * showing and waking up, never for deciding what to delete, disable or scale.
 */
export type AccountCache = {
  readonly account: string;
  start(): void;
  stop(): Promise<void>;
  status(): CacheStatus;
  /** Resolves when every readable kind has been listed once; rejects when `signal` aborts. */
  synced(signal?: AbortSignal): Promise<void>;
  get(ref: ObjectRef): KubernetesObject | undefined;
  byUid(uid: string): KubernetesObject | undefined;
  list(filter?: CacheFilter): KubernetesObject[];
  byApplication(application: string, kind?: string): KubernetesObject[];
  ownedBy(uid: string, kind?: string): KubernetesObject[];
  applications(): string[];
  /** Every change, in order. Returns the function that ends it. */
  subscribe(listener: (change: CacheChange) => void): () => void;
  /** Changes of the state above (live, stale ...). */
  onStatus(listener: (status: CacheStatus) => void): () => void;
};
