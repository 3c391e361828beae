export { createEngine, type Engine, type EngineObserver } from './engine.ts';
export { engineHandlers } from './handlers.ts';
export { sqlOf } from './persistence/sql.ts';
export { forgetOldExecutions } from './retention.ts';
export { inPipelineOrder } from './run/ancestors.ts';
export { sweep } from './sweep.ts';
export { cancelExecution, pauseExecution, resumeExecution } from './verbs/control.ts';
export { deleteExecution } from './verbs/delete-execution.ts';
export { findRun } from './verbs/find-run.ts';
export { patchStage, type StageMessage, type StageRef, tellStage } from './verbs/patch-stage.ts';
export { type RestartStage, restartStage } from './verbs/restart-stage.ts';
export { skipStage } from './verbs/skip-stage.ts';
export {
  type StageBlueprint,
  type StartExecution,
  type StartedExecution,
  startExecution,
} from './verbs/start-execution.ts';
export { wake, wakeSoon } from './wake.ts';
