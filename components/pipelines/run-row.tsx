'use client';

import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import Link from 'next/link';
import { failuresOf } from '#components/executions/failures-of.ts';
import { runStatus, stageStatus } from '#components/executions/run-status.ts';
import { places } from '#components/layout/places.ts';
import { Age, Duration } from '#components/status/age.tsx';
import { StageBar } from '#components/status/stage-bar.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import classes from './pipelines.module.css';
import { RunActions } from './run-actions.tsx';

interface Props {
  run: ExecutionSummary;
  mayStart: boolean;
}

/** One run: how it stands, its stages as a bar, how long it took, what it was started with, by whom and when. */
export function RunRow({ run, mayStart }: Props) {
  const bars = run.stages.map((stage) => ({ ...stage, status: stageStatus(stage) }));
  const status = runStatus(run);
  const waiting = run.stages.find((stage) => stageStatus(stage) === 'WAITING');
  return (
    <div className={classes.run}>
      <span className={classes.runNumber}>#{run.number}</span>
      <span>
        <StatusChip status={status}>{run.queue ? `Queued, no. ${run.queue.position}` : undefined}</StatusChip>
      </span>
      <StageBar stages={bars} width="100%" />
      <span className={classes.number}>
        {run.startTime === null ? '' : <Duration startTime={run.startTime} endTime={run.endTime} />}
      </span>
      <span className={classes.pinned}>
        {run.pinned?.map(({ name, value }) => (
          <Tag key={name} isMono title={`${name}: ${value}`}>
            {value}
          </Tag>
        ))}
        {run.isDryRun ? <Tag>dry run</Tag> : null}
      </span>
      <span className={classes.by}>
        <Link
          href={places.execution(run.application, run.id)}
          className={classes.whole}
          aria-label={`Run ${run.number} of ${run.name} by ${run.user}`}
        >
          {run.user}
        </Link>
      </span>
      <span className={classes.acts}>
        {waiting ? (
          <Button
            component={Link}
            href={places.execution(run.application, run.id, waiting.id)}
            size="xs"
            variant="default"
            leftSection={<IconEye size={14} aria-hidden />}
          >
            Review
          </Button>
        ) : null}
        {mayStart ? <RunActions run={run} /> : null}
      </span>
      <span className={classes.age}>
        <Age at={run.buildTime} isLong />
      </span>
      {run.error && run.status === 'TERMINAL' ? (
        <span className={classes.error} title={run.error}>
          {failuresOf(run.error, undefined)[0]?.sentence}
        </span>
      ) : null}
    </div>
  );
}
