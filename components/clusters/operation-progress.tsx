'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect } from 'react';
import { runStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Duration } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { isComplete } from '#lib/engine/model.ts';
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
  if (!run) return null;
  return (
    <output className={classes.buttons} aria-live="polite">
      <StatusChip status={runStatus(run)} />
      <Link href={places.execution(application, id)}>{run.name}</Link>
      {run.startTime === null ? null : <Duration startTime={run.startTime} endTime={run.endTime} />}
      {isComplete(run.status) && run.error ? <span className={classes.message}>{run.error}</span> : null}
    </output>
  );
}
