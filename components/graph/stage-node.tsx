'use client';

import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { initialsOf } from '#components/layout/initials-of.ts';
import { Duration } from '#components/status/age.tsx';
import { statusLook } from '#components/status/status-table.ts';
import type { StageFlowNode } from './flow.ts';
import classes from './graph.module.css';
import type { GraphStage } from './model.ts';
import { stageIcon } from './stage-icons.ts';

/** A stage on the canvas: icon tile, name, one line below, and its status as icon and color. */
export const StageNode = memo(function StageNode({ data, selected }: NodeProps<StageFlowNode>) {
  const { stage, isEditable } = data;
  return (
    <>
      <Handle
        type="target"
        position={Position.Left}
        className={classes.handle}
        data-editable={isEditable || undefined}
      />
      <StageCard stage={stage} isSelected={selected} />
      <Handle
        type="source"
        position={Position.Right}
        className={classes.handle}
        data-editable={isEditable || undefined}
      />
    </>
  );
});

/** The card without the canvas, as in a drag image or a legend. */
export function StageCard({ stage, isSelected }: { stage: GraphStage; isSelected?: boolean }) {
  const StageTypeIcon = stageIcon(stage.type, stage.icon);
  const look = stage.status === undefined ? undefined : statusLook(stage.status);
  return (
    <div
      className={classes.node}
      data-tone={look?.tone ?? (isSelected ? 'accent' : 'idle')}
      data-selected={isSelected || undefined}
      data-waiting={stage.status === 'NOT_STARTED' || undefined}
      title={stage.name}
    >
      <span className={classes.tile}>
        <StageTypeIcon size={17} stroke={1.75} aria-hidden />
        {look && stage.status !== 'NOT_STARTED' && look.icon !== StageTypeIcon ? (
          <span className={classes.mark}>
            <look.icon size={12} stroke={2.4} aria-hidden />
          </span>
        ) : null}
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{stage.name}</span>
        <span className={classes.sub}>
          <span className={classes.subtitle}>{stage.subtitle}</span>
          {stage.startTime == null ? null : (
            <span className={classes.took}>
              {stage.subtitle ? '\u00a0· ' : null}
              <Duration startTime={stage.startTime} endTime={stage.endTime} />
            </span>
          )}
        </span>
      </span>
      {look?.isActive ? <span className={classes.progress} aria-hidden /> : null}
      {stage.people?.length ? (
        <span className={classes.people} title={`${stage.people.join(', ')} at this stage`}>
          {initialsOf(stage.people[0] ?? '')}
          {stage.people.length > 1 ? `+${stage.people.length - 1}` : ''}
        </span>
      ) : null}
      {stage.problems ? (
        <span
          className={classes.problems}
          title={stage.problems === 1 ? '1 problem' : `${stage.problems} problems`}
        >
          {stage.problems}
        </span>
      ) : null}
    </div>
  );
}

/** What is read out for a stage: its name, what it is doing, and what is wrong with it. */
export function stageSentence(stage: GraphStage): string {
  const parts = [stage.name];
  if (stage.status !== undefined) parts.push(statusLook(stage.status).word.toLowerCase());
  if (stage.subtitle) parts.push(stage.subtitle);
  if (stage.people?.length) parts.push(`${stage.people.join(', ')} at this stage`);
  if (stage.problems) parts.push(stage.problems === 1 ? '1 problem' : `${stage.problems} problems`);
  return parts.join(', ');
}
