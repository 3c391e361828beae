'use client';

import { Drawer } from '@mantine/core';
import classes from './frame.module.css';
import { Rail, type RailProps } from './rail.tsx';

/** The rail as a sheet, where there is no room for it beside the content. */
export function MenuSheet({ onClose, ...rail }: Omit<RailProps, 'onNavigate'> & { onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      size={260}
      withCloseButton={false}
      padding={0}
      title="Menu"
      classNames={{ header: classes.srOnly, content: classes.sheet, body: classes.sheetBody }}
    >
      <Rail {...rail} onNavigate={onClose} />
    </Drawer>
  );
}
