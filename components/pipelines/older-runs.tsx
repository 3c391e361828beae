'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import type { PipelineSummary } from '#lib/pipelines/schema.ts';
import { filterRuns, type RunFilters } from './filter-runs.ts';
import classes from './pipelines.module.css';
import { RunRow } from './run-row.tsx';

interface Props {
  pipeline: PipelineSummary;
  /** The newest runs, which stand above. */
  after: readonly ExecutionSummary[];
  filters: RunFilters;
  mayStart: boolean;
}

/** The runs behind the newest few, a page at a time. */
export function OlderRuns({ pipeline, after, filters, mayStart }: Props) {
  // The newest move on as runs start; where the older ones begin stays, so that no row is shown twice or left out.
  const [from, setFrom] = useState<string>();
  const older = useInfiniteQuery({
    ...executionQueries.older(pipeline.application, pipeline.id, from ?? ''),
    enabled: from !== undefined,
  });
  const oldest = after.at(-1)?.id;
  const above = new Set(after.map(({ id }) => id));
  const runs = (older.data?.pages ?? [])
    .flatMap(({ executions }) => executions)
    .filter(({ id }) => !above.has(id));
  const isOpen = from !== undefined;
  const more = () => (isOpen ? void older.fetchNextPage() : setFrom(oldest));
  return (
    <>
      {filterRuns(runs, filters).map((run) => (
        <RunRow key={run.id} run={run} mayStart={mayStart} />
      ))}
      {older.isFetching && isOpen && !older.isRefetching ? <ListSkeleton rows={3} /> : null}
      {older.isError ? (
        <Notice
          tone="bad"
          title={errorSentence(older.error)}
          actions={
            <Button size="xs" variant="default" onClick={() => void older.refetch()}>
              Try again
            </Button>
          }
        />
      ) : null}
      {!isOpen || older.hasNextPage ? (
        <div className={classes.more}>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={more}
            aria-label={`Show older runs of ${pipeline.name}`}
          >
            Show older runs
          </Button>
        </div>
      ) : null}
    </>
  );
}
