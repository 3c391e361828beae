'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Age } from '#components/status/age.tsx';
import { Chip } from '#components/status/status-chip.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ObjectRef } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { tagOf, versionOf } from './pods-of.ts';
import { RollbackDialog } from './rollback-dialog.tsx';

interface Props {
  application: string;
  object: ObjectRef;
  isProduction: boolean;
  onStarted: (executionId: string) => void;
}

/** The revisions one can go back to, newest first. */
export function RolloutHistory({ application, object, isProduction, onStarted }: Props) {
  const query = useQuery(infrastructureQueries.rollouts(application, object));
  const [chosen, setChosen] = useState<number>();
  return (
    <QueryFaces query={query}>
      {(revisions) => (
        <>
          {revisions.map((revision) => (
            <div key={revision.revision} className={classes.row}>
              <span className={classes.mono}>
                <strong>{versionOf(revision.revision)}</strong> {revision.images.map(tagOf).join(', ')}
              </span>
              <span className={classes.number}>
                <Age at={revision.createdAt} />
              </span>
              {revision.isCurrent ? (
                <Chip tone="ok">current</Chip>
              ) : (
                <Button size="xs" variant="default" onClick={() => setChosen(revision.revision)}>
                  Go back
                </Button>
              )}
            </div>
          ))}
          {chosen === undefined ? null : (
            <RollbackDialog
              isOpen
              onClose={() => setChosen(undefined)}
              application={application}
              object={object}
              revision={chosen}
              isProduction={isProduction}
              onStarted={onStarted}
            />
          )}
        </>
      )}
    </QueryFaces>
  );
}
