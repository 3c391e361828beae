'use client';

import { Button } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { PageBody } from '#components/layout/console-frame.tsx';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Panel, PanelBody } from '#components/ui/panel.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { Approval } from '#lib/executions/schema.ts';

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
                {mine.map((approval) => (
                  <ApprovalPanel key={approval.stageId} approval={approval} />
                ))}
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

function ApprovalPanel({ approval }: { approval: Approval }) {
  const { application, executionId, stageId, obstacle } = approval;
  return (
    <Panel
      title={`${approval.pipeline}: ${approval.stage}`}
      note={<Tag>{application}</Tag>}
      actions={
        <Button
          component={Link}
          size="xs"
          variant={obstacle ? 'default' : 'filled'}
          href={places.execution(application, executionId, stageId)}
        >
          {obstacle ? 'Look' : 'Look and decide'}
        </Button>
      }
    >
      <PanelBody>
        {approval.instructions ? <Markdown source={approval.instructions} /> : null}
        Started by {approval.startedBy}, waiting for <Age at={approval.waitingSince} />
        {obstacle ? `. ${obstacle}` : '.'}
      </PanelBody>
    </Panel>
  );
}
