'use client';

import { PodSquares } from '#components/status/pod-squares.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { squareOf } from './pods-of.ts';
import { useOpenObject } from './use-open-object.ts';

/** From the top owner down to the object and its pods; each owner opens. */
export function OwnerTree({ details }: { details: ObjectDetails }) {
  const { show } = useOpenObject();
  const place = { account: details.account, namespace: details.namespace || '_' };
  return (
    <ol className={classes.tree} aria-label="Owners">
      {details.owners.map(({ kind, name }, depth) => {
        const isItself = depth === details.owners.length - 1;
        return (
          <li key={`${kind}/${name}`} style={{ paddingInlineStart: depth * 18 }}>
            <span className={classes.muted}>{kind}</span>{' '}
            {isItself ? (
              <strong className={classes.podName}>{name}</strong>
            ) : (
              <button type="button" className={classes.link} onClick={() => show({ ...place, kind, name })}>
                {name}
              </button>
            )}
          </li>
        );
      })}
      {details.pods.length > 0 && details.kind !== 'pod' ? (
        <li style={{ paddingInlineStart: details.owners.length * 18 }}>
          <PodSquares
            pods={details.pods.map(({ name, health }) => ({ name, health: squareOf(health) }))}
            onOpen={(name) => show({ ...place, kind: 'pod', name })}
          />
        </li>
      ) : null}
    </ol>
  );
}
