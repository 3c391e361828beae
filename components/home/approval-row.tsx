'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { progressOf } from '#components/approvals/quorum.ts';
import { places } from '#components/layout/places.ts';
import { Age } from '#components/status/age.tsx';
import { StatusTile } from '#components/status/status-chip.tsx';
import type { Approval } from '#lib/executions/schema.ts';
import classes from './home.module.css';

/** A judgment that waits for the reader. */
export function ApprovalRow({ approval }: { approval: Approval }) {
  const href = places.execution(approval.application, approval.executionId, approval.stageId);
  return (
    <div className={classes.row}>
      <StatusTile status="WAITING" />
      <span className={classes.words}>
        <span>
          <strong>{approval.application}</strong> {approval.pipeline}
        </span>
        <span className={classes.muted}>
          {[approval.stage, `started by ${approval.startedBy}`, progressOf(approval)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className={classes.facts}>
        <Button
          component={Link}
          href={href}
          size="xs"
          variant="default"
          aria-label={`Review ${approval.pipeline} of ${approval.application}`}
        >
          Review
        </Button>
        <span className={classes.number}>
          <Age at={approval.waitingSince} />
        </span>
      </span>
    </div>
  );
}
