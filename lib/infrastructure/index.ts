export { getObject } from './get-object.ts';
export { groupClusters } from './group-clusters.ts';
export { listManifestNames, listNamespaces } from './list-choices.ts';
export { listClusters } from './list-clusters.ts';
export { listFreshness } from './list-freshness.ts';
export { followPodLogs, readPodLogs } from './pod-logs.ts';
export { listRollouts, previewUndo } from './rollouts.ts';
