'use client';

import { IconRotateClockwise } from '@tabler/icons-react';
import { Age } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { shortPodName, squareOf } from './pods-of.ts';

interface Props {
  pods: ObjectDetails['pods'];
  /** How many there are, where not all are listed. */
  count: number;
  /** The object they belong to: its name is left out of theirs. */
  owner: string;
  selected: string | undefined;
  onOpen: (name: string) => void;
}

/** The pods of an object; opening one shows its log. */
export function PodList({ pods, count, owner, selected, onOpen }: Props) {
  if (pods.length === 0) return <span className={classes.muted}>It has no pods.</span>;
  return (
    <div className={classes.podList}>
      {pods.map((pod) => (
        <button
          key={pod.name}
          type="button"
          className={classes.pod}
          aria-pressed={pod.name === selected}
          aria-label={`Log of ${pod.name}`}
          onClick={() => onOpen(pod.name)}
        >
          <span className={classes.podName} title={pod.name}>
            {shortPodName(pod.name, owner)}
          </span>
          <span className={classes.clip}>
            <StatusChip status={squareOf(pod.health)}>{pod.reason || undefined}</StatusChip>
          </span>
          <span className={classes.clip} title={pod.node}>
            {pod.node}
          </span>
          <span
            className={pod.restarts > 0 ? `${classes.number} ${classes.restarted}` : classes.number}
            title={`Restarted ${pod.restarts} times`}
          >
            {pod.restarts} <IconRotateClockwise size={12} aria-label="restarts" />
          </span>
          <span className={classes.number}>{pod.createdAt ? <Age at={pod.createdAt} /> : null}</span>
        </button>
      ))}
      {count > pods.length ? (
        <span className={classes.more}>
          And {(count - pods.length).toLocaleString('en-US')} more; those in trouble stand first.
        </span>
      ) : null}
    </div>
  );
}
