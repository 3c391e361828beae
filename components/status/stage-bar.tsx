'use client';

import dynamic from 'next/dynamic';
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatDuration } from './format-duration.ts';
import { type BarSegment, type BarStage, stageBarSegments } from './stage-bar-segments.ts';
import classes from './status.module.css';
import { statusLook } from './status-table.ts';
import { useNow } from './use-now.ts';

const Tip = dynamic(() => import('#components/ui/tip.tsx').then((module) => module.Tip), { ssr: false });

interface StageBarProps {
  stages: readonly BarStage[];
  /** Makes each segment a button: one stop for Tab, arrows walk, Enter opens. */
  onOpen?: (stageId: string) => void;
  width?: number | string;
}

/** A run as one bar whose segments are as wide as their stages took. */
export function StageBar({ stages, onOpen, width }: StageBarProps) {
  const now = useNow(1000);
  const [pointed, setPointed] = useState<HTMLElement | null>(null);
  const [tabStop, setTabStop] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const segments = stageBarSegments(stages, now ?? latestTime(stages));
  const shown = segments.find((segment) => segment.id === pointed?.dataset.segment);

  function walk(event: KeyboardEvent<HTMLElement>, index: number) {
    const next = nextSegment(event.key, index, segments.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setTabStop(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  }

  const look = (segment: BarSegment) => ({
    className: classes.segment,
    'data-segment': segment.id,
    'data-tone': statusLook(segment.status).tone,
    'data-active': statusLook(segment.status).isActive || undefined,
    style: { flex: `${segment.share} 1 0` },
    onMouseEnter: (event: { currentTarget: HTMLElement }) => setPointed(event.currentTarget),
    onMouseLeave: () => setPointed(null),
  });

  return (
    <>
      {onOpen ? (
        <div ref={bar} className={classes.bar} style={{ width }} role="toolbar" aria-label="Stages">
          {segments.map((segment, index) => (
            <button
              key={segment.id}
              type="button"
              {...look(segment)}
              aria-label={segmentText(segment)}
              tabIndex={index === Math.min(tabStop, segments.length - 1) ? 0 : -1}
              onKeyDown={(event) => walk(event, index)}
              onFocus={(event) => setPointed(event.currentTarget)}
              onBlur={() => setPointed(null)}
              onClick={() => onOpen(segment.id)}
            />
          ))}
        </div>
      ) : (
        <div className={classes.bar} style={{ width }} role="img" aria-label={summary(segments)}>
          {segments.map((segment) => (
            <span key={segment.id} {...look(segment)} />
          ))}
        </div>
      )}
      {shown ? <Tip label={segmentText(shown)} target={pointed} /> : null}
    </>
  );
}

function nextSegment(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return Math.min(index + 1, count - 1);
  if (key === 'ArrowLeft') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

function segmentText(segment: BarSegment): string {
  const word = statusLook(segment.status).word.toLowerCase();
  const took = segment.durationMs === undefined ? '' : `, ${formatDuration(segment.durationMs)}`;
  return `${segment.name}: ${word}${took}`;
}

function summary(segments: readonly BarSegment[]): string {
  return `${segments.length} stages. ${segments.map(segmentText).join('; ')}`;
}

// The server draws with the last time it knows, so that the first paint is stable.
function latestTime(stages: readonly BarStage[]): number {
  return stages.reduce((latest, stage) => Math.max(latest, stage.endTime ?? stage.startTime ?? 0), 0);
}
