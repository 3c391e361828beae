import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  title?: ReactNode;
  /** Beside the title, in muted text. */
  note?: ReactNode;
  /** At the right end of the head. */
  actions?: ReactNode;
  children: ReactNode;
  /** Heading level of the title, to keep the page's outline. */
  level?: 2 | 3;
}

/** A surface with an optional head; its rows part by hairlines, not by boxes in boxes. */
export function Panel({ title, note, actions, children, level = 2 }: PanelProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={classes.panel}>
      {title || actions ? (
        <header className={classes.head}>
          {title ? <Heading className={classes.title}>{title}</Heading> : null}
          {note ? <span className={classes.note}>{note}</span> : null}
          {actions ? <div className={classes.actions}>{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

/** One line of a panel; `isSelected` gives it the ground of what is chosen. */
export function PanelRow({ children, isSelected }: { children: ReactNode; isSelected?: boolean }) {
  return (
    <div className={classes.row} data-selected={isSelected || undefined}>
      {children}
    </div>
  );
}

/** Content of a panel that is not a row: text, forms. */
export function PanelBody({ children }: { children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}
