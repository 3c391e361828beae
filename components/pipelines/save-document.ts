import { z } from 'zod';
import type { SaveOutcome, SaveRequest } from '#components/pipeline-editor/editor-props.ts';
import { errorSentence } from '#components/ui/describe-error.ts';
import { call } from '#lib/client/call.ts';
import { ProblemError } from '#lib/client/problem-error.ts';
import type { savePipelineApi } from '#lib/pipelines/api.ts';
import { Pipeline } from '#lib/pipelines/schema.ts';

const Current = z.object({ current: Pipeline });

/** Saves what the editor holds, against the revision it began with, and says what came of it in the editor's terms. */
export async function savePipelineDocument(id: string, request: SaveRequest): Promise<SaveOutcome> {
  const { document, message, baseRevision } = request;
  try {
    const saved = await call<typeof savePipelineApi>('PUT /pipelines/{id}', {
      params: { id },
      body: { definition: document, message },
      ifMatch: baseRevision,
    });
    return { status: 'saved', document: saved.definition, revision: saved.revision };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** What a refused save means: somebody was quicker, the rules say no, or anything else. */
export function outcomeOf(error: unknown): SaveOutcome {
  if (error instanceof ProblemError) {
    const conflict = Current.safeParse(error.extensions);
    if (error.status === 409 && conflict.success) {
      const { current } = conflict.data;
      return {
        status: 'conflict',
        theirs: current.definition,
        revision: current.revision,
        savedBy: current.updatedBy,
        savedAt: Date.parse(current.updatedAt),
      };
    }
    if (error.errors.length > 0) {
      const findings = error.errors.map(({ field, message }) => ({
        level: 'error' as const,
        path: field,
        message,
      }));
      return { status: 'invalid', findings };
    }
  }
  return { status: 'refused', message: errorSentence(error) };
}
