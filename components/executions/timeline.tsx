'use client';

import { formatDuration } from '#components/status/format-duration.ts';
import { statusLook } from '#components/status/status-table.ts';
import { useNow } from '#components/status/use-now.ts';
import type { ExecutionDetail } from '#lib/executions/schema.ts';
import classes from './execution.module.css';
import { stageStatus } from './run-status.ts';
import { timelineRows } from './timeline-rows.ts';

interface Props {
  run: ExecutionDetail;
  selected: string | undefined;
  onSelect: (stageId: string) => void;
}

/** When each stage ran and for how long, on one scale. Stages that a stage brought along stand under it. */
export function Timeline({ run, selected, onSelect }: Props) {
  const now = useNow(1000);
  const rows = timelineRows(run.stages, run.startTime ?? run.buildTime, run.endTime ?? now ?? run.buildTime);
  return (
    <section className={classes.timeline} aria-label="Timeline">
      <h2 className={classes.timelineTitle}>Timeline</h2>
      {rows.map(({ stage, start, share, durationMs, isInner }) => {
        const look = statusLook(stageStatus(stage));
        const took = durationMs === undefined ? '' : formatDuration(durationMs);
        return (
          <button
            key={stage.id}
            type="button"
            className={classes.timelineRow}
            data-selected={stage.id === selected || undefined}
            data-waiting={durationMs === undefined || undefined}
            aria-label={`${stage.name}: ${look.word}${took ? `, ${took}` : ''}`}
            onClick={() => onSelect(stage.id)}
          >
            <span className={classes.timelineName} data-inner={isInner || undefined} title={stage.name}>
              {stage.name}
            </span>
            <span className={classes.track}>
              {durationMs === undefined ? null : (
                <span
                  className={classes.span}
                  style={{
                    left: `${start * 100}%`,
                    width: `${share * 100}%`,
                    background: `var(--fd-${look.tone})`,
                  }}
                />
              )}
            </span>
            <span className={classes.number}>{took}</span>
          </button>
        );
      })}
    </section>
  );
}
