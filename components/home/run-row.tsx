'use client';

import Link from 'next/link';
import { runStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import classes from './home.module.css';

/** A run in a short list: what, where, by whom, and what went wrong. */
export function RunRow({ run }: { run: ExecutionSummary }) {
  return (
    <Link href={places.execution(run.application, run.id)} className={classes.row}>
      <span className={classes.words}>
        <strong>{run.name}</strong>
        <span className={classes.muted}>
          {run.application}, by {run.user}
        </span>
        {run.error ? <span className={classes.bad}>{run.error}</span> : null}
      </span>
      <StatusChip status={runStatus(run)} />
      <span className={classes.number}>
        <Age at={run.buildTime} />
      </span>
    </Link>
  );
}
