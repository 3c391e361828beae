import type { PipelineDocument } from '#lib/pipelines/schema.ts';

/** A new pipeline begins as Deck makes it (reference section 10.6). */
export function newDocument(name: string): PipelineDocument {
  return {
    name,
    limitConcurrent: true,
    keepWaitingPipelines: false,
    spelEvaluator: 'v4',
    stages: [],
    triggers: [],
    parameterConfig: [],
  };
}

/**
 * Reads a pasted pipeline: what Deck or `spin pipeline get` shows, or a list of one. The id is left behind, so that it
 * cannot collide. Throws an Error with a sentence when it is not a pipeline.
 */
export function readImported(text: string, name: string): PipelineDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const found = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Error('This is not one pipeline. Paste the JSON object of a single pipeline.');
  }
  const { id: _id, ...document } = found as PipelineDocument;
  return name.trim() ? { ...document, name: name.trim() } : document;
}
