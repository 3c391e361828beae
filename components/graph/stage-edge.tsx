'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import type { StageFlowEdge } from './flow.ts';
import classes from './graph.module.css';

/** An arrow in the color of what ran along it; while editing, a + that puts a stage in between and an x that removes it. */
export const StageEdge = memo(function StageEdge(props: EdgeProps<StageFlowEdge>) {
  const [path, labelX, labelY] = getBezierPath({ ...props, curvature: 0.4 });
  const { tone, isDashed, onInsert, onRemove }: Partial<NonNullable<typeof props.data>> = props.data ?? {};
  return (
    <>
      <g
        data-tone={tone}
        data-dashed={isDashed || undefined}
        data-selected={props.selected || undefined}
        className={classes.edge}
      >
        <BaseEdge id={props.id} path={path} interactionWidth={onInsert ? 18 : 0} />
      </g>
      {onInsert ? (
        <EdgeLabelRenderer>
          <span
            className={`${classes.arrowButtons} nodrag nopan`}
            data-selected={props.selected || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            <button
              type="button"
              className={classes.insert}
              aria-label="Add a stage between these two"
              tabIndex={-1}
              onClick={onInsert}
            >
              <IconPlus size={13} stroke={2.2} aria-hidden />
            </button>
            {onRemove ? (
              <button
                type="button"
                className={`${classes.insert} ${classes.cut}`}
                aria-label="Remove this arrow"
                tabIndex={-1}
                onClick={onRemove}
              >
                <IconX size={12} stroke={2.2} aria-hidden />
              </button>
            ) : null}
          </span>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
});
