import { checkPreconditionsDescription } from './check-preconditions/schema.ts';
import { deleteManifestDescription } from './delete-manifest/schema.ts';
import { dependsOnExecutionDescription } from './depends-on-execution/schema.ts';
import { deployManifestDescription } from './deploy-manifest/schema.ts';
import { disableManifestDescription } from './disable-manifest/schema.ts';
import { enableManifestDescription } from './enable-manifest/schema.ts';
import { evaluateArtifactsDescription } from './evaluate-artifacts/schema.ts';
import { evaluateVariablesDescription } from './evaluate-variables/schema.ts';
import type { StageDescription } from './fields.ts';
import { findArtifactFromExecutionDescription } from './find-artifact-from-execution/schema.ts';
import { findArtifactsFromResourceDescription } from './find-artifacts-from-resource/schema.ts';
import { groupDescription } from './group/schema.ts';
import { manualJudgmentDescription } from './manual-judgment/schema.ts';
import { monitorPipelineDescription } from './monitor-pipeline/schema.ts';
import { noopDescription } from './noop/schema.ts';
import { patchManifestDescription } from './patch-manifest/schema.ts';
import { pauseRolloutManifestDescription } from './pause-rollout-manifest/schema.ts';
import { pipelineDescription } from './pipeline/schema.ts';
import { restrictExecutionDuringTimeWindowDescription } from './restrict-execution-during-time-window/schema.ts';
import { resumeRolloutManifestDescription } from './resume-rollout-manifest/schema.ts';
import { rollingRestartManifestDescription } from './rolling-restart-manifest/schema.ts';
import { runMultiplePipelinesDescription } from './run-multiple-pipelines/schema.ts';
import { savePipelinesFromArtifactDescription } from './save-pipelines-from-artifact/schema.ts';
import { scaleManifestDescription } from './scale-manifest/schema.ts';
import type { StageKind } from './schema.ts';
import { undoRolloutManifestDescription } from './undo-rollout-manifest/schema.ts';
import { waitDescription } from './wait/schema.ts';
import { waitUntilDescription } from './wait-until/schema.ts';
import { webhookDescription } from './webhook/schema.ts';

/** What the editor offers and draws, by kind. Browser-safe. */
export const stageDescriptions: { readonly [K in StageKind]: StageDescription } = {
  checkPreconditions: checkPreconditionsDescription,
  deleteManifest: deleteManifestDescription,
  dependsOnExecution: dependsOnExecutionDescription,
  deployManifest: deployManifestDescription,
  disableManifest: disableManifestDescription,
  enableManifest: enableManifestDescription,
  evaluateArtifacts: evaluateArtifactsDescription,
  evaluateVariables: evaluateVariablesDescription,
  findArtifactFromExecution: findArtifactFromExecutionDescription,
  findArtifactsFromResource: findArtifactsFromResourceDescription,
  group: groupDescription,
  manualJudgment: manualJudgmentDescription,
  monitorPipeline: monitorPipelineDescription,
  noop: noopDescription,
  patchManifest: patchManifestDescription,
  pauseRolloutManifest: pauseRolloutManifestDescription,
  pipeline: pipelineDescription,
  restrictExecutionDuringTimeWindow: restrictExecutionDuringTimeWindowDescription,
  resumeRolloutManifest: resumeRolloutManifestDescription,
  rollingRestartManifest: rollingRestartManifestDescription,
  runMultiplePipelines: runMultiplePipelinesDescription,
  savePipelinesFromArtifact: savePipelinesFromArtifactDescription,
  scaleManifest: scaleManifestDescription,
  undoRolloutManifest: undoRolloutManifestDescription,
  wait: waitDescription,
  waitUntil: waitUntilDescription,
  webhook: webhookDescription,
};

const byName: ReadonlyMap<string, StageDescription> = new Map(
  Object.values(stageDescriptions).flatMap((description) =>
    [description.type, ...(description.aliases ?? [])].map((name) => [name, description] as const),
  ),
);

/** The description of a kind by its type or an alias of it. */
export const describeStage = (type: string): StageDescription | undefined => byName.get(type);

/** Whether a stage of this type can run here, under its own name or an alias. */
export const isKnownStage = (type: string): boolean => byName.has(type);
