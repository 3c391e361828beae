import type { ReactNode } from 'react';
import classes from './status.module.css';
import { statusLook, type Tone } from './status-table.ts';

interface StatusChipProps {
  status: string;
  /** Says more than the table's word, such as a duration or "1 of 2 approvals". */
  children?: ReactNode;
  /** Read out when the visible text is a number or a short form. */
  label?: string;
}

/** Icon, word and color of a status. */
export function StatusChip({ status, children, label }: StatusChipProps) {
  const look = statusLook(status);
  return (
    <Chip tone={look.tone} label={label}>
      <look.icon
        size={14}
        stroke={1.75}
        aria-hidden
        className={look.isActive ? classes.turning : undefined}
      />
      {children ?? look.word}
    </Chip>
  );
}

interface ChipProps {
  tone: Tone;
  children: ReactNode;
  label?: string;
}

/** A soft pill of any tone, for counts and notes beside a title. */
export function Chip({ tone, children, label }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} title={label}>
      {label ? <span className={classes.srOnly}>{label}: </span> : null}
      {children}
    </span>
  );
}

/** The icon alone on its soft ground, as at the head of a list row. The word is read out. */
export function StatusTile({ status, size = 26 }: { status: string; size?: number }) {
  const look = statusLook(status);
  return (
    <span
      className={classes.tile}
      data-tone={look.tone}
      style={{ width: size, height: size }}
      role="img"
      aria-label={look.word}
      title={look.word}
    >
      <look.icon size={Math.round(size * 0.62)} stroke={1.75} aria-hidden />
    </span>
  );
}

/** A colored dot with its word beside it or, when `isBare`, only read out. */
export function StatusDot({
  status,
  isBare,
  children,
}: {
  status: string;
  isBare?: boolean;
  children?: ReactNode;
}) {
  const look = statusLook(status);
  return (
    <span className={classes.dotLine} data-tone={look.tone} title={isBare ? look.word : undefined}>
      <span className={classes.dot} data-active={look.isActive || undefined} />
      <span className={isBare ? classes.srOnly : undefined}>{children ?? look.word}</span>
    </span>
  );
}
