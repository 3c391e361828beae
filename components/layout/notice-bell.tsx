'use client';

import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useLateMenu } from '#components/ui/use-late-menu.ts';
import classes from './frame.module.css';
import { type ConsoleNotice, noticeLabel } from './notices.ts';

const load = () => import('./notice-menu.tsx').then(({ NoticeMenu }) => ({ default: NoticeMenu }));
const NoticeMenu = lazy(load);

/** The bell with its dot; pressed, what wants the viewer. */
export function NoticeBell({ notices }: { notices: readonly ConsoleNotice[] }) {
  const { isWanted, handlers } = useLateMenu(load, 'dialog');
  const alone = (
    <ActionIcon aria-label={noticeLabel(notices.length)} className={classes.bell} {...handlers}>
      <IconBell size={17} stroke={1.75} aria-hidden />
      {notices.length > 0 ? <span className={classes.bellDot} /> : null}
    </ActionIcon>
  );
  if (!isWanted) return alone;
  return (
    <Suspense fallback={alone}>
      <NoticeMenu notices={notices} />
    </Suspense>
  );
}
