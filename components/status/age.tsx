'use client';

import { ageTickMs, formatAge, formatDuration } from './format-duration.ts';
import classes from './status.module.css';
import { useNow } from './use-now.ts';

/** A moment as the API sends it: ISO text, or milliseconds since 1970. */
export type Moment = string | number | Date;

interface AgeProps {
  at: Moment;
  /** Adds "ago", as in a sentence or a wide table. */
  isLong?: boolean;
}

/** How long ago something was, ticking; the exact time in the viewer's zone on hover. */
export function Age({ at, isLong }: AgeProps) {
  const atMs = millisecondsOf(at);
  const now = useNow(ageTickMs(Math.max(0, Date.now() - atMs)));
  const iso = new Date(atMs).toISOString();
  // The server's clock is a little behind when the page arrives, and it does not know the viewer's zone.
  return (
    <time
      className={classes.time}
      dateTime={iso}
      title={now === null ? undefined : exactTime(atMs)}
      suppressHydrationWarning
    >
      {formatAge((now ?? Date.now()) - atMs)}
      {isLong ? ' ago' : ''}
    </time>
  );
}

/** How long until something, as "in 29 d"; once it is past, how long ago it was. */
export function Until({ at }: { at: Moment }) {
  const atMs = millisecondsOf(at);
  const now = useNow(60_000);
  const ahead = atMs - (now ?? Date.now());
  if (ahead <= 0) return <Age at={at} isLong />;
  return (
    <time
      className={classes.time}
      dateTime={new Date(atMs).toISOString()}
      title={now === null ? undefined : exactTime(atMs)}
      suppressHydrationWarning
    >
      in {formatAge(ahead)}
    </time>
  );
}

interface DurationProps {
  startTime?: Moment | null;
  /** Absent while it still runs: then the text ticks. */
  endTime?: Moment | null;
}

/** How long something took, or has been running. A dash when it has not begun. */
export function Duration({ startTime, endTime }: DurationProps) {
  const now = useNow(1000);
  if (startTime == null) return <span className={classes.time}>–</span>;
  const startMs = millisecondsOf(startTime);
  const endMs = endTime == null ? now : millisecondsOf(endTime);
  if (now === null || endMs === null) {
    return (
      <span className={classes.time} suppressHydrationWarning>
        {formatDuration((endMs ?? Date.now()) - startMs)}
      </span>
    );
  }
  const title =
    endTime == null ? `Since ${exactTime(startMs)}` : `${exactTime(startMs)} to ${exactTime(endMs)}`;
  return (
    <time className={classes.time} dateTime={isoDuration(endMs - startMs)} title={title}>
      {formatDuration(endMs - startMs)}
    </time>
  );
}

/** The full date and time in the viewer's own zone and language. */
export function exactTime(at: Moment): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
}

function millisecondsOf(at: Moment): number {
  return typeof at === 'number' ? at : new Date(at).getTime();
}

function isoDuration(ms: number): string {
  return `PT${Math.max(0, Math.floor(ms / 1000))}S`;
}
