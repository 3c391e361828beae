'use client';

import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import type { Approval } from '#lib/executions/schema.ts';
import classes from './home.module.css';

export function ApprovalRow({ approval }: { approval: Approval }) {
  return (
    <Link
      href={places.execution(approval.application, approval.executionId, approval.stageId)}
      className={classes.row}
    >
      <span className={classes.words}>
        <strong>
          {approval.pipeline}: {approval.stage}
        </strong>
        <span className={classes.muted}>
          {approval.application}, started by {approval.startedBy}
        </span>
      </span>
      <StatusChip status="WAITING" />
      <span className={classes.number}>
        <Age at={approval.waitingSince} />
      </span>
    </Link>
  );
}
