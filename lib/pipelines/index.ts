export { announceEditor } from './announce-editor.ts';
export { completeExpression, listExpressionFunctions } from './expressions/complete-expression.ts';
export { evaluateExpression } from './expressions/evaluate-expression.ts';
export { checkPipeline, getPipeline, getRevision, listPipelines, listRevisions } from './read-pipelines.ts';
export { rerunExecution, type StartPipeline, startPipeline } from './start-pipeline.ts';
export { createPipeline, deletePipeline, reorderPipelines, savePipeline } from './write-pipelines.ts';
