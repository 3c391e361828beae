import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './key-value.module.css';

export interface KeyValueEntry {
  key: string;
  value: ReactNode;
  isMono?: boolean;
  /** Offered for copying. */
  copy?: string;
}

/** Facts as pairs: name on the left, value on the right, one a line. */
export function KeyValue({ entries }: { entries: readonly KeyValueEntry[] }) {
  return (
    <dl className={classes.list}>
      {entries.map((entry) => (
        <div key={entry.key} className={classes.pair}>
          <dt className={classes.key}>{entry.key}</dt>
          <dd className={classes.value} data-mono={entry.isMono || undefined}>
            {entry.value}
            {entry.copy === undefined ? null : (
              <CopyButton value={entry.copy} what={entry.key.toLowerCase()} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
