import { z } from 'zod';

/** What a pod's square shows. */
export const PodHealth = z.enum(['ready', 'starting', 'failing', 'terminating', 'completed', 'unknown']);
export type PodHealth = z.infer<typeof PodHealth>;

export const Instance = z.object({
  name: z.string(),
  health: PodHealth,
  /** One or two words: `Crash loop`, `Image cannot be pulled`. Empty when all is well. */
  reason: z.string(),
  restarts: z.number(),
  node: z.string(),
  createdAt: z.string(),
});
export type Instance = z.infer<typeof Instance>;

export const Counts = z.record(PodHealth, z.number());
export type Counts = z.infer<typeof Counts>;

/** healthy: as many ready as wanted; progressing: on the way; degraded: something fails; disabled: scaled to nothing. */
export const GroupStatus = z.enum(['healthy', 'progressing', 'degraded', 'disabled', 'completed', 'unknown']);
export type GroupStatus = z.infer<typeof GroupStatus>;

/** Squares are drawn one by one up to this many; above, the counts stand for them. */
export const MAX_LISTED_INSTANCES = 100;

export const ServerGroup = z.object({
  uid: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string(),
  /** `v012`: the sequence of its moniker, else the revision. */
  version: z.string(),
  revision: z.number().nullable(),
  /** The newest of its cluster, the one a rollout leads to. */
  isCurrent: z.boolean(),
  images: z.array(z.string()),
  status: GroupStatus,
  /** Its pods receive traffic from a Service; null where none is named. */
  hasTraffic: z.boolean().nullable(),
  desired: z.number(),
  ready: z.number(),
  counts: Counts,
  /** Absent above MAX_LISTED_INSTANCES. */
  instances: z.array(Instance).optional(),
  createdAt: z.string(),
});
export type ServerGroup = z.infer<typeof ServerGroup>;

/** A cluster in one account and namespace: what people roll out and roll back as one. */
export const Cluster = z.object({
  /** `deployment storefront` */
  cluster: z.string(),
  name: z.string(),
  kind: z.string(),
  account: z.string(),
  environment: z.string(),
  isProduction: z.boolean(),
  namespace: z.string(),
  status: GroupStatus,
  /** Why it is not healthy, in one sentence. */
  message: z.string(),
  isPaused: z.boolean(),
  desired: z.number(),
  ready: z.number(),
  serverGroups: z.array(ServerGroup),
});
export type Cluster = z.infer<typeof Cluster>;

/** How fresh what is shown is, an account. */
export const AccountFreshness = z.object({
  account: z.string(),
  state: z.enum(['connecting', 'live', 'stale', 'stopped']),
  since: z.number(),
  error: z.string().optional(),
});
export type AccountFreshness = z.infer<typeof AccountFreshness>;

export const ClustersView = z.object({ clusters: z.array(Cluster), accounts: z.array(AccountFreshness) });
export type ClustersView = z.infer<typeof ClustersView>;

/** One object of a cluster, in the words of `kubectl`. */
export const ObjectRef = z.object({
  account: z.string().min(1).max(63),
  kind: z.string().min(1).max(253),
  /** `_` for objects without a namespace. */
  namespace: z.string().min(1).max(63),
  name: z.string().min(1).max(253),
});
export type ObjectRef = z.infer<typeof ObjectRef>;

export const ObjectEvent = z.object({
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.number(),
  lastSeen: z.string(),
  /** `pod web-1` */
  object: z.string(),
});
export type ObjectEvent = z.infer<typeof ObjectEvent>;

export const ObjectProblem = z.object({
  sentence: z.string(),
  fatal: z.boolean(),
  logTail: z.string().optional(),
});

export const ObjectDetails = z.object({
  account: z.string(),
  isProduction: z.boolean(),
  application: z.string().nullable(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** The live object as YAML; Secret values masked. */
  yaml: z.string(),
  isStable: z.boolean(),
  /** One sentence: how it is and, unless well, why. */
  message: z.string(),
  problems: z.array(ObjectProblem),
  conditions: z.array(
    z.object({ type: z.string(), status: z.string(), reason: z.string(), message: z.string() }),
  ),
  events: z.array(ObjectEvent),
  /** All of them; `pods` holds those that one would look at first. */
  podCount: z.number(),
  pods: z.array(Instance.extend({ containers: z.array(z.string()) })),
  /** From the top owner down to this object. */
  owners: z.array(z.object({ kind: z.string(), name: z.string() })),
  replicas: z.number().nullable(),
  isPaused: z.boolean(),
  /** Its pods receive traffic from a Service; null where none is named. */
  hasTraffic: z.boolean().nullable(),
  /** `service web`: with which it was deployed, and whose traffic it can be given or lose. */
  loadBalancers: z.array(z.string()),
});
export type ObjectDetails = z.infer<typeof ObjectDetails>;

export const Revision = z.object({
  revision: z.number(),
  name: z.string(),
  createdAt: z.string(),
  isCurrent: z.boolean(),
  changeCause: z.string().optional(),
  images: z.array(z.string()),
  configs: z.array(z.string()),
  replicas: z.number().optional(),
});
export type Revision = z.infer<typeof Revision>;

/** What a rollback would bring back. */
export const UndoPreview = z.object({
  from: Revision.optional(),
  to: Revision,
  diff: z.string(),
  imagesReturning: z.array(z.string()),
  configsReturning: z.array(z.string()),
  replicas: z.number().optional(),
  warnings: z.array(z.string()),
});
export type UndoPreview = z.infer<typeof UndoPreview>;
