'use client';

import { useState } from 'react';
import { PodList } from '#components/clusters/pod-list.tsx';
import { PodLogs } from '#components/clusters/pod-logs.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './execution.module.css';

/** The pods of a deployed object as they are now, and the log of the one that is pressed: of a job, what it wrote. */
export function ObjectPods({ object }: { object: ObjectDetails }) {
  const first = object.pods.find(({ health }) => health === 'failing') ?? object.pods[0];
  const [chosen, setChosen] = useState<string>();
  const shown = object.pods.find(({ name }) => name === chosen) ?? first;
  return (
    <div className={classes.pods}>
      <PodList
        pods={object.pods}
        count={object.podCount}
        owner={object.name}
        selected={shown?.name}
        onOpen={setChosen}
      />
      {shown ? (
        <PodLogs
          key={shown.name}
          account={object.account}
          namespace={object.namespace}
          pod={shown}
          pods={object.pods}
          onPod={setChosen}
          height={220}
          isShort
        />
      ) : null}
    </div>
  );
}
