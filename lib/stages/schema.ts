/** Every stage kind that Foredeck runs. The registry (registry.ts) and the descriptions are typed by this list. */
export const stageKinds = [
  'checkPreconditions',
  'deleteManifest',
  'dependsOnExecution',
  'deployManifest',
  'disableManifest',
  'enableManifest',
  'evaluateArtifacts',
  'evaluateVariables',
  'findArtifactFromExecution',
  'findArtifactsFromResource',
  'group',
  'manualJudgment',
  'monitorPipeline',
  'noop',
  'patchManifest',
  'pauseRolloutManifest',
  'pipeline',
  'restrictExecutionDuringTimeWindow',
  'resumeRolloutManifest',
  'rollingRestartManifest',
  'runMultiplePipelines',
  'savePipelinesFromArtifact',
  'scaleManifest',
  'undoRolloutManifest',
  'wait',
  'waitUntil',
  'webhook',
] as const;
export type StageKind = (typeof stageKinds)[number];

/** Whether a stage of this kind can run here; others are kept and fail when a run reaches them. */
export function isKnownStageKind(kind: string): kind is StageKind {
  return stageKinds.some((known) => known === kind);
}
