export { checkPipeline, getPipeline, getRevision, listPipelines, listRevisions } from './read-pipelines.ts';
export { rerunExecution, type StartPipeline, startPipeline } from './start-pipeline.ts';
export { createPipeline, deletePipeline, reorderPipelines, savePipeline } from './write-pipelines.ts';
