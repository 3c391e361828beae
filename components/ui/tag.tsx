import type { ReactNode } from 'react';
import type { Tone } from '#components/status/status-table.ts';
import classes from './tag.module.css';

interface TagProps {
  children: ReactNode;
  /** Names, images and revisions stand in mono. */
  isMono?: boolean;
  tone?: Tone;
  title?: string;
}

/** A small outlined label: an account, an image tag, a team. */
export function Tag({ children, isMono, tone, title }: TagProps) {
  return (
    <span className={classes.tag} data-mono={isMono || undefined} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** Names of one kind side by side, such as the teams of a person. */
export function Tags({ names }: { names: readonly string[] }) {
  return (
    <span className={classes.tags}>
      {names.map((name) => (
        <Tag key={name} title={name}>
          {name}
        </Tag>
      ))}
    </span>
  );
}

/** A name of the domain inside a sentence. */
export function Name({ children }: { children: ReactNode }) {
  return <span className={classes.name}>{children}</span>;
}

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={classes.kbd}>{children}</kbd>;
}
