import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { contextOf, evaluatePipeline } from '#lib/expressions/index.ts';
import { Precondition } from '#lib/platform/errors.ts';
import { type PipelineDefinition, parsePipeline, templateWords } from './definition/index.ts';
import { artifactsOfNewestRun, namedForParent, objectsIn, resolveAtStart } from './resolve-artifacts.ts';

/** What is to be prepared: the document as it was saved (or drafted), and what the start brought along. */
export interface Preparation {
  readonly pipelineId: string;
  readonly name: string;
  readonly document: JsonObject;
  readonly trigger: JsonObject;
  /** The pipeline whose run starts this one. */
  readonly parentPipelineId: string | null;
}

/** What a run begins with. */
export interface Prepared {
  readonly pipeline: PipelineDefinition;
  readonly trigger: JsonObject;
  /** What of the document could not be evaluated, by expression. */
  readonly summary: JsonObject;
}

/**
 * Prepares a start (reference section 3.3): evaluates what is evaluated at the start and binds artifacts. Throws Precondition
 * for a pipeline that may not start, Invalid when artifacts are missing.
 */
export async function prepareStart(start: Preparation): Promise<Prepared> {
  const { document, trigger } = start;
  const { disabled, isTemplated, spelEvaluator } = parsePipeline(document);
  if (disabled) throw new Precondition(`The pipeline "${start.name}" is disabled. Enable it, then start it.`);
  if (isTemplated) throw new Precondition(templateWords(document));
  const { value, summary } = await evaluatePipeline(document, startContext(document, trigger), spelEvaluator);
  const pipeline = parsePipeline(isObject(value) ? value : document);
  const named = [
    ...(Array.isArray(trigger.expectedArtifactIds) ? trigger.expectedArtifactIds.map(String) : []),
    ...(start.parentPipelineId ? namedForParent(pipeline.triggers, start.parentPipelineId) : []),
  ];
  const bound = await resolveAtStart(
    pipeline.expectedArtifacts,
    objectsIn(trigger.artifacts),
    new Set(named),
    () => artifactsOfNewestRun(start.pipelineId),
  );
  return { pipeline, trigger: { ...trigger, ...bound }, summary: { ...summary } };
}

/** What expressions see before there is a run (reference section 4.1). */
function startContext(document: JsonObject, trigger: JsonObject) {
  const { templateVariables } = document;
  return contextOf({ trigger, ...(isObject(templateVariables) ? { templateVariables } : {}) });
}
