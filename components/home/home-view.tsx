'use client';

import { IconClipboardCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PageBody } from '#components/layout/console-frame.tsx';
import { counted } from '#components/pipelines/filter-runs.ts';
import { Chip } from '#components/status/status-chip.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { ApplicationsPanel } from './applications-panel.tsx';
import { ApprovalRow } from './approval-row.tsx';
import { AttentionPanel } from './attention-panel.tsx';
import { ExamplesNotice } from './examples-notice.tsx';
import classes from './home.module.css';
import { RunRow } from './run-row.tsx';
import { useFleetView } from './use-fleet-view.ts';

const SHOWN = 8;
/** Each costs a request; who has more goes to the list. */
const APPLICATIONS = 20;

/** What wants me, what runs, what is not well, and my applications with what runs where. */
export function HomeView() {
  const me = useQuery(administrationQueries.me()).data;
  const applications = useQuery(applicationQueries.list());
  const approvals = useQuery(executionQueries.approvals());
  const running = useQuery(
    executionQueries.everywhere({ statuses: 'NOT_STARTED,RUNNING,PAUSED', limit: SHOWN }),
  );
  const failed = useQuery(executionQueries.everywhere({ statuses: 'TERMINAL', limit: SHOWN }));
  const parts = [applications, approvals, running, failed];
  const all = applications.data ?? [];
  const starredFirst = all.toSorted((a, b) => Number(b.starred) - Number(a.starred)).slice(0, APPLICATIONS);
  const rows = useFleetView(starredFirst);
  const clusters = rows.flatMap((row) => row.clusters ?? []);
  const mine = approvals.data?.filter(({ obstacle }) => obstacle === null).length ?? 0;
  // Four faces that say the same would say it too loud.
  if (parts.every(({ data, error }) => data === undefined && error)) {
    const retry = () => void Promise.all(parts.map((part) => part.refetch()));
    return (
      <>
        <PageHeader title="Home" />
        <ErrorState error={applications.error} onRetry={retry} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={me ? `Welcome, ${me.name.split(' ')[0] || me.username}` : 'Home'}
        actions={
          applications.data ? (
            <span className={classes.summary}>
              {counted(all.length, 'application')}
              {rows.every((row) => row.clusters) ? ` · ${counted(clusters.length, 'cluster')}` : ''}
            </span>
          ) : undefined
        }
      />
      <PageBody>
        <ExamplesNotice />
        <div className={classes.columns}>
          <div className={classes.column}>
            <Panel title="Waiting for your approval" note={mine > 0 ? <Chip tone="wait">{mine}</Chip> : null}>
              <QueryFaces
                query={approvals}
                skeleton={<ListSkeleton rows={2} />}
                isEmpty={() => mine === 0}
                empty={
                  <p className={classes.none}>
                    <IconClipboardCheck size={15} aria-hidden /> Nothing waits for you.
                  </p>
                }
              >
                {(list) =>
                  list
                    .filter(({ obstacle }) => obstacle === null)
                    .slice(0, SHOWN)
                    .map((approval) => <ApprovalRow key={approval.stageId} approval={approval} />)
                }
              </QueryFaces>
            </Panel>
            <AttentionPanel rows={rows} failed={failed} />
          </div>
          <div className={classes.column}>
            <Panel
              title="Running now"
              note={
                running.data?.executions.length ? (
                  <Chip tone="run">
                    {running.data.executions.length}
                    {running.data.next ? '+' : ''}
                  </Chip>
                ) : null
              }
            >
              <QueryFaces
                query={running}
                skeleton={<ListSkeleton rows={2} />}
                isEmpty={({ executions }) => executions.length === 0}
                empty={<p className={classes.none}>Nothing runs.</p>}
              >
                {({ executions }) => executions.map((run) => <RunRow key={run.id} run={run} />)}
              </QueryFaces>
            </Panel>
          </div>
        </div>
        {applications.data ? (
          <ApplicationsPanel rows={rows} total={all.length} />
        ) : (
          <Panel title="Applications">
            <QueryFaces query={applications}>{() => null}</QueryFaces>
          </Panel>
        )}
      </PageBody>
    </>
  );
}
