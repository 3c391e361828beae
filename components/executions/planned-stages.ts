import type { StageRow } from '#lib/executions/schema.ts';
import { describeStage } from '#lib/stages/descriptions.ts';

/** A stage of a dry run with what it would be told. */
export interface PlannedStage {
  stage: StageRow;
  kind: string;
  /** One line of what it would do. */
  summary: string;
  context: Record<string, unknown>;
}

/** The top-level stages of a dry run in their order, each with the context that its expressions came to. */
export function plannedStages(stages: readonly StageRow[], source: Record<string, unknown>): PlannedStage[] {
  const contexts = new Map(
    (Array.isArray(source.stages) ? source.stages : []).map((each: unknown) => {
      const { id, context } = fieldsOf(each);
      return [id, fieldsOf(context)] as const;
    }),
  );
  return stages
    .filter(({ parentId }) => parentId === null)
    .map((stage) => {
      const context = contexts.get(stage.id) ?? {};
      const description = describeStage(stage.type);
      return {
        stage,
        kind: description?.label ?? stage.type,
        summary: summaryOf(() => description?.summary?.(context)),
        context,
      };
    });
}

// A summary expects a whole stage; one that stumbles over a half-filled one says nothing.
function summaryOf(summarize: () => string | undefined): string {
  try {
    return summarize() ?? '';
  } catch {
    return '';
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
