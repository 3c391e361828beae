import type { KubernetesObject, ObjectRef } from '../manifests/object.ts';

/** One kind as the cluster's discovery describes it. */
export type ApiResource = {
  group: string;
  version: string;
  /** `v1`, `apps/v1` ... */
  apiVersion: string;
  kind: string;
  /** The plural of the URL: `deployments`. */
  resource: string;
  namespaced: boolean;
  verbs: readonly string[];
  subresources: readonly string[];
  shortNames: readonly string[];
};

export type ResourceQuery = {
  apiVersion?: string | undefined;
  kind: string;
  /** Absent: every namespace. */
  namespace?: string | undefined;
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
  /** Only metadata travels: for Secrets and ConfigMaps, whose content stays in the cluster. */
  metadataOnly?: boolean | undefined;
};

export type ListPage = { items: KubernetesObject[]; resourceVersion: string; continueToken?: string };

export type PatchType = 'merge' | 'json' | 'strategic';

export type WriteOptions = {
  dryRun?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /**
   * The field manager to write as, `foredeck` unless given. `foredeck-rollout` owns what a person switches on a running workload (restart,
   * pause, traffic): the next deploy leaves that alone.
   */
  as?: string | undefined;
};

export type ApplyOptions = WriteOptions & { force?: boolean | undefined };

export type Propagation = 'Foreground' | 'Background' | 'Orphan';

export type DeleteOptions = WriteOptions & {
  propagation?: Propagation | undefined;
  gracePeriodSeconds?: number | undefined;
  /** Delete only this very object: a namesake made meanwhile answers 409. */
  uid?: string | undefined;
};

export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubernetesObject }
  | { type: 'BOOKMARK'; resourceVersion: string };

export type WatchOptions = {
  resourceVersion?: string | undefined;
  signal?: AbortSignal | undefined;
  /** No byte for so long ends the watch with an error (default 75 s: a living server sends a bookmark a minute). */
  idleTimeoutMs?: number | undefined;
  /** How long the server is asked to keep it open (default 300 s). */
  serverTimeoutSeconds?: number | undefined;
  /** Called on every byte received and once the stream opens: proof that the connection lives. */
  onAlive?: (() => void) | undefined;
};

export type LogOptions = {
  container?: string | undefined;
  previous?: boolean | undefined;
  tailLines?: number | undefined;
  sinceSeconds?: number | undefined;
  timestamps?: boolean | undefined;
  limitBytes?: number | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * The one way to a cluster's API. Every call throws `ApiError` (the cluster's own words) when the cluster refuses or cannot be reached, and by
 * itself waits out 429 (`Retry-After`) and a burst of 5xx within a small budget. Writes that may not be repeated blindly are safe: apply,
 * delete and patch with a resource version are idempotent; `create` is not repeated after the request left.
 */
export type ClusterClient = {
  /** The account's name, for messages. */
  readonly account: string;
  readonly server: string;
  version(signal?: AbortSignal): Promise<{ gitVersion: string }>;
  /** Every listable kind, preferred versions only. Cached; a miss in `resourceOf` refreshes it. */
  resources(signal?: AbortSignal): Promise<readonly ApiResource[]>;
  /** Throws `ApiError` with reason `UnknownKind` when the cluster does not serve the kind. */
  resourceOf(
    type: { apiVersion?: string | undefined; kind: string },
    signal?: AbortSignal,
  ): Promise<ApiResource>;
  /** `undefined` when there is no such object (or its kind is not served). */
  get(ref: ObjectRef, signal?: AbortSignal): Promise<KubernetesObject | undefined>;
  /** The whole list, read in pages of 500. */
  list(
    query: ResourceQuery,
    signal?: AbortSignal,
  ): Promise<{ items: KubernetesObject[]; resourceVersion: string }>;
  listPages(query: ResourceQuery, signal?: AbortSignal): AsyncGenerator<ListPage, void>;
  create(object: KubernetesObject, options?: WriteOptions): Promise<KubernetesObject>;
  /** Server-side apply with field manager `foredeck`. */
  apply(object: KubernetesObject, options?: ApplyOptions): Promise<KubernetesObject>;
  replace(object: KubernetesObject, options?: WriteOptions): Promise<KubernetesObject>;
  patch(
    ref: ObjectRef,
    patch: { type: PatchType; body: unknown; subresource?: 'scale' | 'status' | undefined },
    options?: WriteOptions,
  ): Promise<KubernetesObject>;
  /** `false` when there was nothing to delete. */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<boolean>;
  /** Ends quietly when the server closes the stream; throws `ApiError` (410 included) when it does not end well. */
  watch(query: ResourceQuery, options?: WatchOptions): AsyncGenerator<WatchEvent, void>;
  logs(pod: { namespace: string; name: string }, options?: LogOptions): Promise<string>;
  followLogs(pod: { namespace: string; name: string }, options?: LogOptions): AsyncGenerator<string, void>;
  close(): Promise<void>;
};
