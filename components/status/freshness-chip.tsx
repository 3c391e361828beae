'use client';

import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { Age } from './age.tsx';
import classes from './status.module.css';

/** How far what is on the screen can be trusted. `sinceMs` = when the last word came, since 1970. */
export type Freshness =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; sinceMs: number }
  | { state: 'stale'; sinceMs: number };

/** Live, reconnecting, or the age of what is shown. Changes are read out politely. */
export function FreshnessChip({ freshness }: { freshness: Freshness }) {
  return <output aria-live="polite">{chip(freshness)}</output>;
}

function chip(freshness: Freshness) {
  switch (freshness.state) {
    case 'connecting':
      return (
        <span className={classes.freshness} data-tone="idle">
          <span className={classes.halo} aria-hidden />
          Connecting
        </span>
      );
    case 'live':
      return (
        <span className={classes.freshness} data-tone="ok" title="Changes appear as they happen">
          <span className={classes.halo} aria-hidden />
          Live
        </span>
      );
    case 'reconnecting':
      return (
        <span
          className={classes.freshness}
          data-tone="wait"
          title="The connection was lost and is being restored"
        >
          <IconRefresh size={14} stroke={1.75} aria-hidden />
          Reconnecting
        </span>
      );
    case 'stale':
      return (
        <span
          className={classes.freshness}
          data-tone="bad"
          title="The server does not answer; this is what was known then"
        >
          <IconPlugConnectedX size={14} stroke={1.75} aria-hidden />
          <span>
            Stale for <Age at={freshness.sinceMs} />
          </span>
        </span>
      );
    default:
      return freshness satisfies never;
  }
}
