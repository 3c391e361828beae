'use client';

import { Button } from '@mantine/core';
import { IconPlus, IconTimeline } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import { PipelinePanel } from './pipeline-panel.tsx';

/** Each pipeline with its recent runs; start one, or look into one. */
export function PipelinesView({ application }: { application: string }) {
  const pipelines = useQuery(pipelineQueries.list(application));
  const recent = useQuery(executionQueries.recent(application, 5));
  const may = useQuery(applicationQueries.one(application)).data?.may;
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const create = may?.write ? (
    <Button
      component={Link}
      href={places.newPipeline(application)}
      leftSection={<IconPlus size={15} aria-hidden />}
    >
      Create pipeline
    </Button>
  ) : null;
  return (
    <PageBody>
      <QueryFaces
        query={pipelines}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={IconTimeline} title="No pipeline yet" action={create}>
            A pipeline takes a version through its stages: deploy to staging, ask, deploy to production.
          </EmptyState>
        }
      >
        {(list) => {
          const shown = list.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
          return (
            <>
              <FilterBar
                placeholder="Filter pipelines"
                summary={`${shown.length} pipelines`}
                actions={create}
              />
              {shown.length === 0 ? (
                <EmptyState title={`No pipeline fits "${text}"`}>Change the filter.</EmptyState>
              ) : null}
              {shown.map((pipeline) => (
                <PipelinePanel
                  key={pipeline.id}
                  pipeline={pipeline}
                  runs={recent.data?.filter((run) => run.pipelineId === pipeline.id)}
                  mayStart={may?.execute ?? false}
                />
              ))}
            </>
          );
        }}
      </QueryFaces>
    </PageBody>
  );
}
