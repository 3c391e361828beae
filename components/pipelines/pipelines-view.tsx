'use client';

import { Button, Group } from '@mantine/core';
import { IconPlus, IconTimeline, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from 'nuqs';
import { runStatus } from '#components/executions/run-status.ts';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { statusLook } from '#components/status/status-table.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-bar.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import { counted, filterRuns } from './filter-runs.ts';
import { PipelinePanel } from './pipeline-panel.tsx';

const FEW = 5;
const MANY = 50;
const list = parseAsArrayOf(parseAsString).withDefault([]);

/** Each pipeline with its recent runs; start one, or look into one. */
export function PipelinesView({ application }: { application: string }) {
  const pipelines = useQuery(pipelineQueries.list(application));
  const [filters] = useQueryStates({ status: list, by: list });
  const isNarrowed = filters.status.length > 0 || filters.by.length > 0;
  // Who looks for failed runs wants more than the last few to be searched.
  const perPipeline = isNarrowed ? MANY : FEW;
  const recent = useQuery({
    ...executionQueries.recent(application, perPipeline),
    placeholderData: keepPreviousData,
  });
  const may = useQuery(applicationQueries.one(application)).data?.may;
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const runsOf = recent.data && Map.groupBy(recent.data, (run) => run.pipelineId);
  const create = may?.write ? (
    <Button
      component={Link}
      href={places.newPipeline(application)}
      leftSection={<IconPlus size={15} aria-hidden />}
    >
      New pipeline
    </Button>
  ) : null;
  const take = may?.write ? (
    <Button
      component={Link}
      href={`${places.newPipeline(application)}?import`}
      variant="default"
      leftSection={<IconUpload size={15} aria-hidden />}
    >
      Import
    </Button>
  ) : null;
  return (
    <PageBody>
      <QueryFaces
        query={pipelines}
        isEmpty={(all) => all.length === 0}
        empty={
          <EmptyState
            icon={IconTimeline}
            title="No pipeline yet"
            action={
              <Group gap="xs">
                {create}
                {take}
              </Group>
            }
          >
            A pipeline takes a version through its stages: deploy to staging, ask, deploy to production.
          </EmptyState>
        }
      >
        {(all) => {
          const rows = all
            .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
            .map((pipeline) => ({
              pipeline,
              runs: runsOf && (runsOf.get(pipeline.id) ?? []),
            }))
            .filter(({ runs }) => !isNarrowed || !runs || filterRuns(runs, filters).length > 0);
          return (
            <>
              <FilterBar
                placeholder="Filter pipelines"
                choices={choicesOf(recent.data ?? [])}
                summary={counted(rows.length, 'pipeline')}
                actions={
                  <>
                    {take}
                    {create}
                  </>
                }
              />
              {rows.length === 0 ? (
                <EmptyState title="No pipeline fits the filter">Change or clear it above.</EmptyState>
              ) : null}
              {rows.map(({ pipeline, runs }) => (
                <PipelinePanel
                  key={pipeline.id}
                  pipeline={pipeline}
                  runs={runs}
                  mayStart={may?.execute ?? false}
                  mayWrite={may?.write ?? false}
                  hasOlder={(runs?.length ?? 0) >= perPipeline}
                  filters={filters}
                />
              ))}
            </>
          );
        }}
      </QueryFaces>
    </PageBody>
  );
}

function choicesOf(runs: readonly ExecutionSummary[]) {
  const statuses = [...new Set(runs.map(runStatus))].sort();
  const users = [...new Set(runs.map(({ user }) => user))].sort();
  return [
    {
      key: 'status',
      label: 'Status',
      options: statuses.map((value) => ({ value, label: statusLook(value).word })),
    },
    { key: 'by', label: 'Started by', options: users.map((value) => ({ value, label: value })) },
  ];
}
