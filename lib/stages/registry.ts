import { checkPreconditions } from './check-preconditions/stage.ts';
import type { Stage } from './define-stage.ts';
import { deleteManifest } from './delete-manifest/stage.ts';
import { dependsOnExecution } from './depends-on-execution/stage.ts';
import { deployManifest } from './deploy-manifest/stage.ts';
import { disableManifest } from './disable-manifest/stage.ts';
import { enableManifest } from './enable-manifest/stage.ts';
import { evaluateArtifacts } from './evaluate-artifacts/stage.ts';
import { evaluateVariables } from './evaluate-variables/stage.ts';
import { findArtifactFromExecution } from './find-artifact-from-execution/stage.ts';
import { findArtifactsFromResource } from './find-artifacts-from-resource/stage.ts';
import { group } from './group/stage.ts';
import { manualJudgment } from './manual-judgment/stage.ts';
import { monitorPipeline } from './monitor-pipeline/stage.ts';
import { noop } from './noop/stage.ts';
import { patchManifest } from './patch-manifest/stage.ts';
import { pauseRolloutManifest } from './pause-rollout-manifest/stage.ts';
import { pipeline } from './pipeline/stage.ts';
import { restrictExecutionDuringTimeWindow } from './restrict-execution-during-time-window/stage.ts';
import { resumeRolloutManifest } from './resume-rollout-manifest/stage.ts';
import { rollingRestartManifest } from './rolling-restart-manifest/stage.ts';
import { runMultiplePipelines } from './run-multiple-pipelines/stage.ts';
import { savePipelinesFromArtifact } from './save-pipelines-from-artifact/stage.ts';
import { scaleManifest } from './scale-manifest/stage.ts';
import type { StageKind } from './schema.ts';
import type { Services } from './services.ts';
import { undoRolloutManifest } from './undo-rollout-manifest/stage.ts';
import { wait } from './wait/stage.ts';
import { waitUntil } from './wait-until/stage.ts';
import { webhook } from './webhook/stage.ts';

/** What the engine runs. Adding a kind = its folder, a line in schema.ts, and the lines the compiler then asks for. */
export const stages: { readonly [K in StageKind]: Stage<Services> } = {
  checkPreconditions,
  deleteManifest,
  dependsOnExecution,
  deployManifest,
  disableManifest,
  enableManifest,
  evaluateArtifacts,
  evaluateVariables,
  findArtifactFromExecution,
  findArtifactsFromResource,
  group,
  manualJudgment,
  monitorPipeline,
  noop,
  patchManifest,
  pauseRolloutManifest,
  pipeline,
  restrictExecutionDuringTimeWindow,
  resumeRolloutManifest,
  rollingRestartManifest,
  runMultiplePipelines,
  savePipelinesFromArtifact,
  scaleManifest,
  undoRolloutManifest,
  wait,
  waitUntil,
  webhook,
};

const byName: ReadonlyMap<string, Stage<Services>> = new Map(
  Object.values(stages).flatMap((stage) =>
    [stage.type, ...stage.aliases].map((name) => [name, stage] as const),
  ),
);

/** The kind of a stage by its type or an alias of it; undefined for kinds that Foredeck does not know. */
export const findStage = (type: string): Stage<Services> | undefined => byName.get(type);
