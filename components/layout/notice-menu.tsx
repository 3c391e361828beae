'use client';

import { ActionIcon, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import Link from 'next/link';
import { Age } from '#components/status/age.tsx';
import { StatusTile } from '#components/status/status-chip.tsx';
import { useOpensOnArrival } from '#components/ui/use-late-menu.ts';
import classes from './frame.module.css';
import { type ConsoleNotice, noticeLabel } from './notices.ts';

/** What wants the viewer, newest first. Loaded when wanted: use `NoticeBell`. */
export function NoticeMenu({ notices }: { notices: readonly ConsoleNotice[] }) {
  const { button, isOpen, setIsOpen } = useOpensOnArrival();
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={340}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          ref={button}
          aria-label={noticeLabel(notices.length)}
          className={classes.bell}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconBell size={17} stroke={1.75} aria-hidden />
          {notices.length > 0 ? <span className={classes.bellDot} /> : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {notices.length === 0 ? (
          <p className={classes.quiet}>Nothing wants you right now.</p>
        ) : (
          <ul className={classes.notices}>
            {notices.map((notice) => (
              <li key={notice.id}>
                <Link href={notice.href} className={classes.notice} onClick={() => setIsOpen(false)}>
                  <StatusTile status={notice.status} />
                  <span className={classes.noticeWords}>
                    <strong>{notice.title}</strong>
                    {notice.detail ? <span>{notice.detail}</span> : null}
                  </span>
                  <Age at={notice.at} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
