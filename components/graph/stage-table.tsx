'use client';

import { Duration } from '#components/status/age.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
import classes from './graph.module.css';
import type { GraphStage } from './model.ts';
import { stageIcon } from './stage-icons.ts';

interface StageTableProps {
  stages: readonly GraphStage[];
  label: string;
  selected: readonly string[];
  onSelect: (refIds: string[]) => void;
}

/** The same pipeline as a table: what the graph shows, in words. */
export function StageTable({ stages, label, selected, onSelect }: StageTableProps) {
  const names = new Map(stages.map((stage) => [stage.refId, stage.name]));
  const hasRun = stages.some((stage) => stage.status !== undefined);
  return (
    <div className={classes.tableWell}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            {hasRun ? <th scope="col">Status</th> : null}
            <th scope="col">Details</th>
            <th scope="col">After</th>
            {hasRun ? <th scope="col">Took</th> : null}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => {
            const StageTypeIcon = stageIcon(stage.type, stage.icon);
            return (
              <tr key={stage.refId} data-selected={selected.includes(stage.refId) || undefined}>
                <th scope="row">
                  <button type="button" className={classes.rowButton} onClick={() => onSelect([stage.refId])}>
                    <StageTypeIcon size={16} stroke={1.75} aria-hidden />
                    {stage.name}
                  </button>
                </th>
                {hasRun ? (
                  <td>
                    <StatusChip status={stage.status ?? 'NOT_STARTED'} />
                  </td>
                ) : null}
                <td>{stage.subtitle ?? '–'}</td>
                <td>
                  {stage.requisites.map((refId) => names.get(refId) ?? refId).join(', ') || 'the start'}
                </td>
                {hasRun ? (
                  <td>
                    <Duration startTime={stage.startTime} endTime={stage.endTime} />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
