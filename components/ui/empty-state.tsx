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
}

/** A list without entries: says why and what to do next. */
export function EmptyState({ title, children, icon: EmptyIcon = IconInbox, action }: EmptyStateProps) {
  return (
    <div className={classes.face}>
      <span className={classes.picture}>
        <EmptyIcon size={22} stroke={1.5} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      {children ? <p className={classes.text}>{children}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
