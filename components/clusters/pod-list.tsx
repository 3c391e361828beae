'use client';

import { IconRotateClockwise } from '@tabler/icons-react';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { squareOf } from './pods-of.ts';

interface Props {
  pods: ObjectDetails['pods'];
  selected: string | undefined;
  onOpen: (name: string) => void;
}

/** The pods of an object; opening one shows its log. */
export function PodList({ pods, selected, onOpen }: Props) {
  if (pods.length === 0) return <span className={classes.muted}>It has no pods.</span>;
  return (
    <>
      {pods.map((pod) => (
        <button
          key={pod.name}
          type="button"
          className={classes.row}
          aria-pressed={pod.name === selected}
          aria-label={`Log of ${pod.name}`}
          onClick={() => onOpen(pod.name)}
        >
          <span className={classes.mono} title={`${pod.name} on ${pod.node}`}>
            {pod.name}
          </span>
          <StatusChip status={squareOf(pod.health)}>{pod.reason || undefined}</StatusChip>
          <span className={classes.number} title={`Restarted ${pod.restarts} times`}>
            {pod.restarts} <IconRotateClockwise size={12} aria-label="restarts" />
          </span>
          <span className={classes.number}>{pod.createdAt ? <Age at={pod.createdAt} /> : null}</span>
        </button>
      ))}
    </>
  );
}
