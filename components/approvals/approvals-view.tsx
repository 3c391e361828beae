'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { DeploymentPreviews } from '#components/executions/deployment-preview.tsx';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { Chip, StatusTile } from '#components/status/status-chip.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { Approval } from '#lib/executions/schema.ts';
import classes from './approvals.module.css';
import { progressOf, soFar, whoMay } from './quorum.ts';

/** Everything that waits for a decision: what I may decide first, oldest first. */
export function ApprovalsView() {
  const query = useQuery(executionQueries.approvals());
  return (
    <>
      <PageHeader title="Approvals" />
      <PageBody>
        <QueryFaces
          query={query}
          isEmpty={(approvals) => approvals.length === 0}
          empty={
            <EmptyState icon={IconClipboardCheck} title="Nothing waits for a decision">
              Pipelines with an approval stage stop here until somebody decides.
            </EmptyState>
          }
        >
          {(approvals) => {
            const mine = approvals.filter(({ obstacle }) => obstacle === null);
            const others = approvals.filter(({ obstacle }) => obstacle !== null);
            return (
              <>
                {mine.map((approval, index) => (
                  <ApprovalPanel key={approval.stageId} approval={approval} isFirst={index === 0} />
                ))}
                {others.length > 0 ? <h2 className={classes.heading}>Others decide</h2> : null}
                {others.map((approval) => (
                  <ApprovalPanel key={approval.stageId} approval={approval} />
                ))}
              </>
            );
          }}
        </QueryFaces>
      </PageBody>
    </>
  );
}

/** What it would change asks the clusters, so only the one that waits longest shows it by itself. */
function ApprovalPanel({ approval, isFirst = false }: { approval: Approval; isFirst?: boolean }) {
  const { application, executionId, stageId, obstacle } = approval;
  const [isShown, shown] = useDisclosure(isFirst);
  const progress = progressOf(approval);
  const agreed = soFar(approval);
  return (
    <Panel
      title={
        <>
          <StatusTile status="WAITING" size={22} />
          {approval.pipeline}: {approval.stage}
        </>
      }
      note={
        <>
          <Tag>{application}</Tag>
          {progress ? <Chip tone="wait">{progress}</Chip> : null}
        </>
      }
      actions={
        <span className={classes.since}>
          <Age at={approval.waitingSince} isLong />
        </span>
      }
    >
      <div className={classes.approval}>
        <div className={classes.words}>
          {approval.instructions ? <Markdown source={approval.instructions} /> : null}
          {obstacle ? <span className={classes.obstacle}>{obstacle}</span> : null}
          {agreed && !obstacle ? <span className={classes.agreed}>{agreed}</span> : null}
          <span className={classes.fine}>
            Started by {approval.startedBy}. {whoMay(approval)}
          </span>
        </div>
        <div className={classes.buttons}>
          <Button
            component={Link}
            variant={obstacle ? 'default' : 'filled'}
            href={places.execution(application, executionId, stageId)}
          >
            {obstacle ? 'Open' : 'Review and decide'}
          </Button>
          <Button variant="default" aria-expanded={isShown} onClick={shown.toggle}>
            {isShown ? 'Hide what would change' : 'What would change'}
          </Button>
        </div>
        {isShown ? (
          <div className={classes.changes}>
            <DeploymentPreviews executionId={executionId} stageId={stageId} />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
