import { checkStability } from '../stability/check-stability.ts';
import { cleanupArtifacts } from './cleanup-artifacts.ts';
import type { KubernetesOperations } from './contract.ts';
import { deleteManifest } from './delete-manifest.ts';
import { deployManifests } from './deploy-manifests.ts';
import { findLiveArtifacts } from './find-live-artifacts.ts';
import { patchManifest, previewPatch } from './patch-manifest.ts';
import { planRollout } from './plan-rollout.ts';
import { previewDeploy } from './preview-deploy.ts';
import { previewUndo } from './preview-undo.ts';
import { resolveTarget } from './resolve-target.ts';
import { pauseRollout, resumeRollout, rollingRestart } from './rollout-switches.ts';
import { scaleManifest } from './scale-manifest.ts';
import { disableManifest, enableManifest } from './switch-traffic.ts';
import { rolloutHistory, undoRollout } from './undo-rollout.ts';

/** What stages are handed to work with. */
export const kubernetesOperations: KubernetesOperations = {
  deployManifests,
  previewDeploy,
  scaleManifest,
  undoRollout,
  previewUndo,
  rolloutHistory,
  rollingRestart,
  pauseRollout,
  resumeRollout,
  deleteManifest,
  patchManifest,
  previewPatch,
  enableManifest,
  disableManifest,
  planRollout,
  cleanupArtifacts,
  resolveTarget,
  findArtifacts: findLiveArtifacts,
  checkStability,
};
