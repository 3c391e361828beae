export { getExecution, getExecutionSource, getStage } from './get-execution.ts';
export { listApprovals } from './list-approvals.ts';
export { listExecutions, recentByPipeline } from './list-executions.ts';
export { previewStage } from './preview-stage.ts';
export { getRetention, saveRetention } from './retention.ts';
export { startOperation } from './start-operation.ts';
export { tellProgress } from './tell-progress.ts';
