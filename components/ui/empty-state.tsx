import { type Icon, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './faces.module.css';

interface EmptyStateProps {
  title: string;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  icon?: Icon;
  /** The one thing that fills the emptiness. */
  action?: ReactNode;
  /** It is the whole page, so its title is the page's. */
  isPage?: boolean;
}

/** A list without entries: says why and what to do next. */
export function EmptyState({
  title,
  children,
  icon: EmptyIcon = IconInbox,
  action,
  isPage,
}: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={classes.face}>
      <span className={classes.picture}>
        <EmptyIcon size={22} stroke={1.5} aria-hidden />
      </span>
      <Title className={classes.title}>{title}</Title>
      {children ? <p className={classes.text}>{children}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
