import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Completions } from '#components/pipeline-editor/complete-expression.ts';
import type { PipelineEditorProps } from '#components/pipeline-editor/editor-props.ts';
import { call } from '#lib/client/call.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import type { completeExpressionApi, evaluateExpressionApi } from '#lib/pipelines/api.ts';
import type { ExpressionCompletions } from '#lib/pipelines/expressions/schema.ts';

type Expressions = Required<Pick<PipelineEditorProps, 'completeMore' | 'evaluate' | 'loadRuns'>>;

const RUNS = 30;
const OFFERED = 40;

/** Completion and trial of expressions by the server, with the values of past runs of the pipeline. */
export function useExpressions(application: string, pipelineId: string): Expressions {
  const client = useQueryClient();
  return useMemo((): Expressions => {
    const params = { application };
    return {
      async completeMore({ text, cursor, document, stageKey, isBare }, signal) {
        const body = {
          ...(isBare ? { text: `\${${text}}`, cursor: cursor + 2 } : { text, cursor }),
          definition: document,
          ...(stageKey === undefined ? {} : { stage: stageKey }),
        };
        const route = 'POST /applications/{application}/expressions/complete';
        const answer = await call<typeof completeExpressionApi>(route, { params, body, signal });
        return completionsOf(answer, isBare ? 2 : 0);
      },
      evaluate({ text, document, stageKey, executionId }) {
        const body = {
          text,
          definition: document,
          ...(stageKey === undefined ? {} : { stage: stageKey }),
          ...(executionId === undefined ? {} : { executionId }),
        };
        const route = 'POST /applications/{application}/expressions/evaluate';
        return call<typeof evaluateExpressionApi>(route, { params, body });
      },
      async loadRuns() {
        const { executions } = await client.fetchQuery(
          executionQueries.ofApplication(application, { pipelineId, limit: RUNS }),
        );
        return executions.map((run) => ({ id: run.id, label: labelOf(run) }));
      },
    };
  }, [client, application, pipelineId]);
}

function completionsOf({ completions }: ExpressionCompletions, shift: number): Completions | undefined {
  const [first] = completions;
  if (!first) return undefined;
  const options = completions
    .filter(({ from }) => from === first.from)
    .slice(0, OFFERED)
    .map(({ insert, detail }) => ({ text: insert, detail }));
  return { from: first.from - shift, options };
}

function labelOf(run: ExecutionSummary): string {
  const at = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return `#${run.number}, ${at.format(run.buildTime)} by ${run.user}`;
}
