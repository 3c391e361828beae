'use client';

import { Button } from '@mantine/core';
import { IconAlertCircle, IconCloudOff, IconLock, IconRefresh, IconZoomQuestion } from '@tabler/icons-react';
import { describeError, type ErrorKind } from './describe-error.ts';
import classes from './faces.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** It is the whole page, so its title is the page's. */
  isPage?: boolean;
}

const icons = {
  away: IconCloudOff,
  forbidden: IconLock,
  missing: IconZoomQuestion,
  failed: IconAlertCircle,
} satisfies Record<ErrorKind, unknown>;

/** What happened, in the server's own words, and a way to try again. */
export function ErrorState({ error, onRetry, isPage }: ErrorStateProps) {
  const Title = isPage ? 'h1' : 'p';
  const { kind, title, detail, reference } = describeError(error);
  const ErrorIcon = icons[kind];
  return (
    <div className={classes.face} role="alert">
      <span className={classes.picture} data-tone={kind === 'failed' ? 'bad' : 'wait'}>
        <ErrorIcon size={22} stroke={1.5} aria-hidden />
      </span>
      <Title className={classes.title}>{title}</Title>
      {detail ? <p className={classes.text}>{detail}</p> : null}
      {reference ? <p className={classes.reference}>Request {reference}</p> : null}
      {onRetry ? (
        <div className={classes.action}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} stroke={1.75} aria-hidden />}
            onClick={onRetry}
          >
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface NoticeProps {
  tone: 'bad' | 'wait' | 'run' | 'ok' | 'idle';
  title: string;
  children?: React.ReactNode;
  actions?: React.ReactNode;
}

/** A sentence that stands in the page: a problem with its cause, a warning, a note. The remedy goes beside it. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <IconAlertCircle size={16} stroke={1.75} aria-hidden className={classes.noticeIcon} />
      <div className={classes.noticeWords}>
        <strong className={classes.noticeTitle}>{title}</strong>
        {children ? <div className={classes.noticeText}>{children}</div> : null}
      </div>
      {actions ? <div className={classes.noticeActions}>{actions}</div> : null}
    </div>
  );
}
