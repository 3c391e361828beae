'use client';

import Link from 'next/link';
import { failuresOf } from '#components/executions/failures-of.ts';
import { runStatus, stageStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { StageBar } from '#components/status/stage-bar.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { statusLook } from '#components/status/status-table.ts';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import classes from './home.module.css';

/** A run in a short list: while it runs its stages as a bar, once failed why. */
export function RunRow({ run, isFailure }: { run: ExecutionSummary; isFailure?: boolean }) {
  const status = runStatus(run);
  const bars = run.stages.map((stage) => ({ ...stage, status: stageStatus(stage) }));
  return (
    <Link href={places.execution(run.application, run.id)} className={classes.row}>
      <span className={classes.lead}>
        {isFailure || run.startTime === null ? (
          <StatusChip status={status} />
        ) : (
          <StatusChip status={status} label={statusLook(status).word}>
            <Duration startTime={run.startTime} endTime={run.endTime} />
          </StatusChip>
        )}
      </span>
      <span className={classes.words}>
        <span>
          <strong>{run.application}</strong> {run.name} <span className={classes.muted}>#{run.number}</span>
        </span>
        <span className={classes.muted}>
          {isFailure ? failuresOf(run.error ?? '', undefined)[0]?.sentence : `by ${run.user}`}
        </span>
      </span>
      {isFailure ? (
        <span className={classes.number}>
          <Age at={run.endTime ?? run.buildTime} />
        </span>
      ) : (
        <span className={classes.progress}>
          <StageBar stages={bars} width="100%" />
        </span>
      )}
    </Link>
  );
}
