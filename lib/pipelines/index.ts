export { checkPipeline, getPipeline, getRevision, listPipelines, listRevisions } from './read-pipelines.ts';
export { createPipeline, deletePipeline, reorderPipelines, savePipeline } from './write-pipelines.ts';
