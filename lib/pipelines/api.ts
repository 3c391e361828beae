import { z } from 'zod';
import { ApplicationName } from '#lib/applications/schema.ts';
import { endpoint } from '#lib/http/endpoint.ts';
import {
  CompleteExpression,
  EvaluatedExpression,
  EvaluateExpression,
  ExpressionCompletions,
  ExpressionFunction,
} from './expressions/schema.ts';
import {
  Finding,
  Pipeline,
  PipelineDocument,
  PipelineRevision,
  PipelineSummary,
  SavePipeline,
} from './schema.ts';

const InApplication = z.object({ application: ApplicationName });
export const PipelineRef = z.object({ id: z.string().min(1).max(64) });
/** Real pipelines with inline manifests reach megabytes. */
const DOCUMENT_LIMIT = 12 * 1024 * 1024;

export const listPipelinesApi = endpoint({
  method: 'GET',
  path: '/applications/{application}/pipelines',
  params: InApplication,
  response: z.array(PipelineSummary),
  summary: 'List the pipelines of an application, in their order',
});
export const createPipelineApi = endpoint({
  method: 'POST',
  path: '/applications/{application}/pipelines',
  params: InApplication,
  body: SavePipeline,
  response: Pipeline,
  bodyLimit: DOCUMENT_LIMIT,
  summary: 'Create a pipeline from a Spinnaker document',
});
export const getPipelineApi = endpoint({
  method: 'GET',
  path: '/pipelines/{id}',
  params: PipelineRef,
  response: Pipeline,
  summary: 'Read a pipeline',
});
export const savePipelineApi = endpoint({
  method: 'PUT',
  path: '/pipelines/{id}',
  params: PipelineRef,
  body: SavePipeline,
  response: Pipeline,
  bodyLimit: DOCUMENT_LIMIT,
  summary: 'Save a pipeline (If-Match: the revision it was made from)',
});
export const announceEditorApi = endpoint({
  method: 'POST',
  path: '/pipelines/{id}/editors',
  params: PipelineRef,
  body: z.object({
    tab: z.string().min(8).max(64),
    stage: z.string().max(64).nullable().default(null),
    isGone: z.boolean().default(false),
  }),
  summary:
    'Tell the others that one has the pipeline open in an editor; repeated every 20 s, changes nothing',
});
export const deletePipelineApi = endpoint({
  method: 'DELETE',
  path: '/pipelines/{id}',
  params: PipelineRef,
  summary: 'Delete a pipeline; its past runs stay',
});
export const reorderPipelinesApi = endpoint({
  method: 'PUT',
  path: '/applications/{application}/pipelines/order',
  params: InApplication,
  body: z.object({ ids: z.array(z.string()).max(5000) }),
  summary: 'Set the order of the pipelines of an application',
});
export const listRevisionsApi = endpoint({
  method: 'GET',
  path: '/pipelines/{id}/revisions',
  params: PipelineRef,
  response: z.array(PipelineRevision),
  summary: 'List the revisions of a pipeline, newest first',
});
export const getRevisionApi = endpoint({
  method: 'GET',
  path: '/pipelines/{id}/revisions/{revision}',
  params: PipelineRef.extend({ revision: z.coerce.number().int().min(1) }),
  response: PipelineRevision.extend({ definition: PipelineDocument }),
  summary: 'Read a pipeline as it was',
});
export const validatePipelineApi = endpoint({
  method: 'POST',
  path: '/applications/{application}/pipelines/validate',
  params: InApplication,
  body: z.object({ definition: PipelineDocument }),
  response: z.object({ findings: z.array(Finding) }),
  bodyLimit: DOCUMENT_LIMIT,
  summary: 'Say what is wrong with a document, without saving it',
});
export const completeExpressionApi = endpoint({
  method: 'POST',
  path: '/applications/{application}/expressions/complete',
  params: InApplication,
  body: CompleteExpression,
  response: ExpressionCompletions,
  bodyLimit: DOCUMENT_LIMIT,
  summary: 'What could stand at the cursor of a text with expressions, and what is wrong with it',
});
export const evaluateExpressionApi = endpoint({
  method: 'POST',
  path: '/applications/{application}/expressions/evaluate',
  params: InApplication,
  body: EvaluateExpression,
  response: EvaluatedExpression,
  bodyLimit: DOCUMENT_LIMIT,
  summary: 'Try a text with expressions against a past run or a document; changes nothing',
});
export const listExpressionFunctionsApi = endpoint({
  method: 'GET',
  path: '/expressions/functions',
  response: z.array(ExpressionFunction),
  summary: 'List the helper functions of expressions',
});
