'use client';

import { IconHistory } from '@tabler/icons-react';
import { Age } from '#components/status/age.tsx';
import classes from './execution.module.css';
import { interventionsIn } from './interventions.ts';

interface Props {
  context: Record<string, unknown>;
  restarts: number;
}

/** What people did about the stage: who, when, why, and how it had failed before. */
export function StageHistory({ context, restarts }: Props) {
  const interventions = interventionsIn(context);
  if (interventions.length === 0) return null;
  return (
    <section className={classes.section} aria-label="What people did">
      {interventions.map(({ what, by, at, reason, before }) => (
        <div key={what} className={classes.intervention}>
          <IconHistory size={15} stroke={1.75} aria-hidden />
          <div>
            <strong>
              {what} by {by}
            </strong>
            {at === undefined ? null : (
              <>
                , <Age at={at} isLong />
              </>
            )}
            {restarts > 1 && what === 'Run again' ? `, ${restarts} times in all` : ''}
            {reason ? <p>“{reason}”</p> : null}
            {before ? <p className={classes.muted}>Before: {before}</p> : null}
          </div>
        </div>
      ))}
    </section>
  );
}
