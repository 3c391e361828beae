'use client';

import { Splitter } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './split-pane.module.css';

interface SplitPaneProps {
  first: ReactNode;
  second: ReactNode;
  orientation?: 'horizontal' | 'vertical';
  /** Percent of the first pane at the beginning. */
  share?: number;
}

/** Two panes with a border that mouse and arrow keys move. */
export function SplitPane({ first, second, orientation = 'horizontal', share = 60 }: SplitPaneProps) {
  return (
    <Splitter
      orientation={orientation}
      lineSize={1}
      handleColor="var(--fd-line)"
      withHandle={false}
      className={classes.split}
    >
      <Splitter.Pane defaultSize={share} min={15} className={classes.pane}>
        {first}
      </Splitter.Pane>
      <Splitter.Pane defaultSize={100 - share} min={15} className={classes.pane}>
        {second}
      </Splitter.Pane>
    </Splitter>
  );
}
