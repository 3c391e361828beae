'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect } from 'react';
import { runStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Duration } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import classes from './clusters.module.css';

const LINGER_MS = 8000;

/** How far the operation is that was just started here. It leaves by itself once it has succeeded. */
export function OperationProgress({
  application,
  id,
  onDone,
}: {
  application: string;
  id: string;
  onDone: () => void;
}) {
  const run = useQuery(executionQueries.one(id)).data;
  const isDone = run?.status === 'SUCCEEDED';
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(onDone, LINGER_MS);
    return () => clearTimeout(timer);
  }, [isDone, onDone]);
  if (run && isComplete(run.status) && run.status !== 'SUCCEEDED') {
    return (
      <Notice tone="bad" title={`${run.name}: ${run.error ?? 'it did not succeed.'}`}>
        <Link href={places.execution(application, id)}>See what happened</Link>
      </Notice>
    );
  }
  return (
    <output className={classes.progress} aria-live="polite">
      <StatusChip status={run ? runStatus(run) : 'NOT_STARTED'} />
      {run ? (
        <Link href={places.execution(application, id)} className={classes.progressName}>
          {run.name}
        </Link>
      ) : (
        <span className={classes.progressName}>Starting</span>
      )}
      <span className={classes.number}>
        {run?.startTime ? <Duration startTime={run.startTime} endTime={run.endTime} /> : null}
      </span>
    </output>
  );
}
