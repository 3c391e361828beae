'use client';

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CodeDiff } from '#components/pipeline-editor/dialogs/code-diff.tsx';
import { formatText } from '#components/pipeline-editor/yaml-text.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import { comparable } from './comparable.ts';

interface Props {
  run: ExecutionSummary;
  before: ExecutionSummary;
  onClose: () => void;
}

/** What two runs were given, side by side: parameters, artifacts, and the pipeline as it was for each. */
export function CompareDialog({ run, before, onClose }: Props) {
  const sources = [useQuery(executionQueries.source(before.id)), useQuery(executionQueries.source(run.id))];
  const failed = sources.find(({ isError }) => isError);
  const [old, current] = sources.map(({ data }) => data && formatText(comparable(data), 'yaml'));
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1180px, 94vw)"
      title={`${run.name}: #${before.number} and #${run.number}`}
    >
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {!failed && (old === undefined || current === undefined) ? <TextSkeleton lines={8} /> : null}
      {!failed && old !== undefined && current !== undefined ? (
        <CodeDiff
          before={old}
          after={current}
          beforeLabel={`#${before.number} by ${before.user}`}
          afterLabel={`#${run.number} by ${run.user}`}
        />
      ) : null}
    </Modal>
  );
}
