/** Spinnaker's annotations and labels; they are Foredeck's own, so a namespace may change hands unchanged. */
export const annotation = {
  application: 'moniker.spinnaker.io/application',
  cluster: 'moniker.spinnaker.io/cluster',
  stack: 'moniker.spinnaker.io/stack',
  detail: 'moniker.spinnaker.io/detail',
  sequence: 'moniker.spinnaker.io/sequence',
  artifactType: 'artifact.spinnaker.io/type',
  artifactName: 'artifact.spinnaker.io/name',
  artifactLocation: 'artifact.spinnaker.io/location',
  artifactVersion: 'artifact.spinnaker.io/version',
  versioned: 'strategy.spinnaker.io/versioned',
  maxVersionHistory: 'strategy.spinnaker.io/max-version-history',
  recreate: 'strategy.spinnaker.io/recreate',
  replace: 'strategy.spinnaker.io/replace',
  serverSideApply: 'strategy.spinnaker.io/server-side-apply',
  useSourceCapacity: 'strategy.spinnaker.io/use-source-capacity',
  loadBalancers: 'traffic.spinnaker.io/load-balancers',
  ignoreInCache: 'caching.spinnaker.io/ignore',
  jobLogs: 'job.spinnaker.io/logs',
  lastApplied: 'kubectl.kubernetes.io/last-applied-configuration',
  changeCause: 'kubernetes.io/change-cause',
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
  deploymentRevision: 'deployment.kubernetes.io/revision',
  /** Ours: the operation (stage) that wrote the object last, so that a repeat finds its own work. Only on the object, never on a pod template. */
  operation: 'foredeck.io/operation',
  /** Ours: hash of a versioned object's content before annotating, for reuse of a version. */
  contentHash: 'foredeck.io/content-hash',
} as const;

export const label = {
  name: 'app.kubernetes.io/name',
  managedBy: 'app.kubernetes.io/managed-by',
  sequence: 'moniker.spinnaker.io/sequence',
} as const;
