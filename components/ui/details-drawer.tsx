'use client';

import { ActionIcon, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './details-drawer.module.css';
import { isEscape } from './is-escape.ts';

interface DetailsDrawerProps {
  title: ReactNode;
  chips?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Details beside the list they belong to: a column of the page where there is room, an overlay on a narrow screen. The
 * focus stays in the list, so that one can go on through it; Escape closes the details from either side.
 */
export function DetailsDrawer({ title, chips, onClose, children }: DetailsDrawerProps) {
  const isNarrow = useMediaQuery('(max-width: 1023px)', false);
  const titleId = useId();
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    return () => {
      // Only a focus that went with the details comes back: one that is in the list by now stays where it is.
      const isLost = document.activeElement === document.body;
      if (isLost && before.current instanceof HTMLElement && before.current.isConnected)
        before.current.focus();
    };
  }, []);
  const column = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (isNarrow) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const field = event.target instanceof Element ? event.target.closest('input, textarea') : null;
      // In a filter Escape leaves the filter.
      if (isEscape(event) && (field === null || column.current?.contains(field))) close.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isNarrow]);

  const head = (
    <header className={classes.head}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {chips}
      <ActionIcon className={classes.close} aria-label="Close details" onClick={onClose}>
        <IconX size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </header>
  );
  if (isNarrow) {
    return (
      <Drawer opened onClose={onClose} position="right" size="min(100%, 480px)" withCloseButton={false}>
        {head}
        <div className={classes.content}>{children}</div>
      </Drawer>
    );
  }
  return (
    <aside ref={column} className={classes.drawer} aria-labelledby={titleId}>
      {head}
      <div className={classes.content}>{children}</div>
    </aside>
  );
}
