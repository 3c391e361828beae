'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import classes from './graph.module.css';

/** Zoom and fit, at the lower right; above the overview where there is one. */
export function CanvasControls({ isRaised, onFit }: { isRaised: boolean; onFit: () => void }) {
  const { zoomIn, zoomOut } = useReactFlow();
  const controls = [
    { label: 'Zoom in', icon: IconZoomIn, run: () => zoomIn() },
    { label: 'Zoom out', icon: IconZoomOut, run: () => zoomOut() },
    { label: 'Show everything', icon: IconMaximize, run: onFit },
  ];
  return (
    <div className={classes.controls} data-raised={isRaised || undefined}>
      {controls.map(({ label, icon: ControlIcon, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="default" aria-label={label} size={28} onClick={() => void run()}>
            <ControlIcon size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
