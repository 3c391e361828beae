'use client';

import { SegmentedControl } from '@mantine/core';
import { type Icon, IconChartBar, IconListDetails, IconSitemap, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useMemo } from 'react';
import { StageTable } from '#components/graph/stage-table.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { useEarly } from '#components/ui/use-early.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import classes from './execution.module.css';
import { ExecutionHeader } from './execution-header.tsx';
import { toGraphStages } from './graph-stages.ts';
import { RunLinks } from './run-links.tsx';
import { stageStatus } from './run-status.ts';
import { StagePanel } from './stage-panel.tsx';
import { Timeline } from './timeline.tsx';

// The canvas is the heaviest part of the page; facts, panel and timeline need not wait for it.
const loadGraph = () => import('#components/graph/pipeline-graph.tsx').then((module) => module.PipelineGraph);
const PipelineGraph = dynamic(loadGraph, { ssr: false });

const DryRunPlan = dynamic(() => import('./dry-run-plan.tsx').then((module) => module.DryRunPlan), {
  ssr: false,
});

const views = ['graph', 'timeline', 'table', 'plan'] as const;
/** A picture with more stages gets more of the page. */
const MANY_STAGES = 12;

/** One run: its picture and timeline, and beside them the stage one looks at. */
export function ExecutionView({ application, id }: { application: string; id: string }) {
  useEarly(loadGraph);
  const query = useQuery(executionQueries.one(id));
  if (query.data === undefined) {
    return query.error ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <ListSkeleton />
    );
  }
  return <Run application={application} run={query.data} />;
}

function Run({ application, run }: { application: string; run: ExecutionDetail }) {
  const [asked, setView] = useQueryState(
    'view',
    parseAsStringLiteral(views).withDefault(run.isDryRun ? 'plan' : 'graph'),
  );
  const view = asked === 'plan' && !run.isDryRun ? 'graph' : asked;
  const [stageId, setStageId] = useQueryState('stage', parseAsString);
  const stages = useMemo(() => toGraphStages(run.stages), [run.stages]);
  const shown = run.stages.find((stage) => stage.id === stageId) ?? interesting(run);
  // The picture shows no inner stages: the one they belong to stands for them.
  const top = shown && topOf(run, shown);
  const selected = top ? [top.refId] : [];
  const select = (refIds: string[]) => {
    const stage = run.stages.find((each) => each.parentId === null && each.refId === refIds.at(-1));
    if (stage) void setStageId(stage.id);
  };
  const title = run.type === 'PIPELINE' ? `${run.name} #${run.number}` : run.name;
  useEffect(() => {
    document.title = `${title} · Foredeck`;
  }, [title]);
  return (
    <div className={classes.page}>
      <ExecutionHeader application={application} run={run} />
      <div className={classes.columns}>
        <div className={classes.picture}>
          <section
            className={classes.canvas}
            data-view={view}
            data-many={stages.length > MANY_STAGES || undefined}
            aria-label="Stages"
          >
            <SegmentedControl
              className={classes.views}
              size="xs"
              aria-label="View"
              value={view}
              onChange={(next) => void setView(next as (typeof views)[number])}
              data={[
                { value: 'graph', label: <ViewLabel icon={IconSitemap} word="Graph" /> },
                { value: 'timeline', label: <ViewLabel icon={IconChartBar} word="Timeline" /> },
                { value: 'table', label: <ViewLabel icon={IconTable} word="Table" /> },
                ...(run.isDryRun
                  ? [{ value: 'plan', label: <ViewLabel icon={IconListDetails} word="Plan" /> }]
                  : []),
              ]}
            />
            {view === 'plan' ? (
              <div className={classes.wide}>
                <DryRunPlan run={run} selected={top?.id} onSelect={(next) => void setStageId(next)} />
              </div>
            ) : view === 'timeline' ? (
              <div className={classes.wide}>
                <Timeline run={run} selected={shown?.id} onSelect={(next) => void setStageId(next)} />
              </div>
            ) : view === 'graph' ? (
              <PipelineGraph
                stages={stages}
                label={`Stages of ${run.name}`}
                selected={selected}
                onSelect={select}
              />
            ) : (
              <div className={classes.table}>
                <StageTable
                  stages={stages}
                  label={`Stages of ${run.name}`}
                  selected={selected}
                  onSelect={select}
                />
              </div>
            )}
          </section>
          {view === 'graph' ? (
            <Timeline run={run} selected={shown?.id} onSelect={(next) => void setStageId(next)} />
          ) : null}
          <RunLinks run={run} />
        </div>
        {shown ? (
          <StagePanel key={shown.id} run={run} stage={shown} onSelect={(next) => void setStageId(next)} />
        ) : null}
      </div>
    </div>
  );
}

function ViewLabel({ icon: ViewIcon, word }: { icon: Icon; word: string }) {
  return (
    <span className={classes.viewLabel}>
      <ViewIcon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  );
}

/** What one would look at first: what waits for somebody, then what failed, then what runs, then the last that ran. */
function interesting(run: ExecutionDetail) {
  const own = run.stages.filter((stage) => stage.parentId === null);
  return (
    own.find((stage) => stageStatus(stage) === 'WAITING') ??
    own.find((stage) => ['TERMINAL', 'STOPPED', 'FAILED_CONTINUE'].includes(stage.status)) ??
    own.find((stage) => stage.status === 'RUNNING') ??
    own.findLast((stage) => stage.startTime !== null) ??
    own[0]
  );
}

/** The stage of the pipeline that an inner stage belongs to; a stage of the pipeline itself. */
function topOf(run: ExecutionDetail, stage: StageRow): StageRow {
  const parent = run.stages.find(({ id }) => id === stage.parentId);
  return parent ? topOf(run, parent) : stage;
}
