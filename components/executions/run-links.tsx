'use client';

import { Button } from '@mantine/core';
import { IconBell, IconBraces, IconGitCompare, IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionDetail } from '#lib/executions/schema.ts';
import classes from './execution.module.css';

const CompareDialog = dynamic(() => import('./compare-dialog.tsx').then((module) => module.CompareDialog), {
  ssr: false,
});

const DeliveriesDialog = dynamic(
  () => import('./deliveries-dialog.tsx').then((module) => module.DeliveriesDialog),
  { ssr: false },
);

/** Ways out of a run: what differs from the one before, who was told of it, its address, its document. */
export function RunLinks({ run }: { run: ExecutionDetail }) {
  const [isComparing, setIsComparing] = useState(false);
  const [isShowingMessages, setIsShowingMessages] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  const before = useQuery({
    ...executionQueries.ofApplication(run.application, {
      pipelineId: run.pipelineId ?? '',
      before: run.id,
      limit: 1,
    }),
    enabled: run.pipelineId !== null && run.number > 1,
  }).data?.executions[0];
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    setIsCopied(true);
  };
  return (
    <div className={classes.links}>
      {before ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconGitCompare size={14} stroke={1.75} aria-hidden />}
          onClick={() => setIsComparing(true)}
        >
          Compare with #{before.number}
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconBell size={14} stroke={1.75} aria-hidden />}
        onClick={() => setIsShowingMessages(true)}
      >
        Messages
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconLink size={14} stroke={1.75} aria-hidden />}
        onClick={() => void copy()}
      >
        {isCopied ? 'Copied' : 'Copy link'}
      </Button>
      <Button
        component="a"
        href={`/api/v1/executions/${run.id}/source`}
        target="_blank"
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconBraces size={14} stroke={1.75} aria-hidden />}
      >
        Raw
      </Button>
      {isShowingMessages ? <DeliveriesDialog run={run} onClose={() => setIsShowingMessages(false)} /> : null}
      {before && isComparing ? (
        <CompareDialog run={run} before={before} onClose={() => setIsComparing(false)} />
      ) : null}
    </div>
  );
}
