'use client';

import { Button } from '@mantine/core';
import { IconApps, IconClipboardCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { ApplicationRow } from './application-row.tsx';
import { ApprovalRow } from './approval-row.tsx';
import { ExamplesNotice } from './examples-notice.tsx';
import classes from './home.module.css';
import { RunRow } from './run-row.tsx';

const SHOWN = 8;

/** What wants me, what runs, what failed, and my applications. */
export function HomeView() {
  const applications = useQuery(applicationQueries.list());
  const approvals = useQuery(executionQueries.approvals());
  const running = useQuery(
    executionQueries.everywhere({ statuses: 'NOT_STARTED,RUNNING,PAUSED', limit: SHOWN }),
  );
  const failed = useQuery(executionQueries.everywhere({ statuses: 'TERMINAL', limit: SHOWN }));
  return (
    <>
      <PageHeader
        title="Home"
        actions={
          <Button component={Link} href={places.applications()} variant="default">
            All applications
          </Button>
        }
      />
      <PageBody>
        <ExamplesNotice />
        <div className={classes.columns}>
          <div className={classes.column}>
            <Panel title="Applications">
              <QueryFaces
                query={applications}
                isEmpty={(list) => list.length === 0}
                empty={
                  <EmptyState icon={IconApps} title="No application yet">
                    <Link href={places.applications()}>Create one</Link>: it gathers the clusters and
                    pipelines of a service.
                  </EmptyState>
                }
              >
                {(list) =>
                  list
                    .slice(0, 20)
                    .map((application) => <ApplicationRow key={application.name} application={application} />)
                }
              </QueryFaces>
            </Panel>
          </div>
          <div className={classes.column}>
            <Panel title="Waiting for my approval">
              <QueryFaces
                query={approvals}
                isEmpty={(list) => list.every(({ obstacle }) => obstacle !== null)}
                empty={
                  <p className={classes.none}>
                    <IconClipboardCheck size={15} aria-hidden /> Nothing waits for you.
                  </p>
                }
              >
                {(list) =>
                  list
                    .filter(({ obstacle }) => obstacle === null)
                    .map((approval) => <ApprovalRow key={approval.stageId} approval={approval} />)
                }
              </QueryFaces>
            </Panel>
            <Panel title="Running now">
              <QueryFaces
                query={running}
                isEmpty={({ executions }) => executions.length === 0}
                empty={<p className={classes.none}>Nothing runs.</p>}
              >
                {({ executions }) => executions.map((run) => <RunRow key={run.id} run={run} />)}
              </QueryFaces>
            </Panel>
            <Panel title="Failed lately">
              <QueryFaces
                query={failed}
                isEmpty={({ executions }) => executions.length === 0}
                empty={<p className={classes.none}>Nothing failed.</p>}
              >
                {({ executions }) => executions.map((run) => <RunRow key={run.id} run={run} />)}
              </QueryFaces>
            </Panel>
          </div>
        </div>
      </PageBody>
    </>
  );
}
