'use client';

import { Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { LogView } from '#components/ui/log-view.tsx';
import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { usePodLogs } from './use-pod-logs.ts';

type Pod = ObjectDetails['pods'][number];

interface Props {
  account: string;
  namespace: string;
  pod: Pod;
  pods: readonly Pod[];
  onPod: (name: string) => void;
  height?: number;
  /** Below a list of the pods: without a choice of them. */
  isShort?: boolean;
}

/** The log of one container: as it comes, or of the run before its last restart. */
export function PodLogs({ account, namespace, pod, pods, onPod, height = 420, isShort }: Props) {
  const [container, setContainer] = useState(pod.containers[0] ?? '');
  const [isPrevious, setIsPrevious] = useState(
    // A container between two crashes has said all it has to say in the run before.
    pod.health === 'failing' && pod.restarts > 0,
  );
  const { lines, error, isRead } = usePodLogs({ account, namespace, pod: pod.name, container, isPrevious });
  return (
    <div className={classes.stack}>
      <div className={classes.buttons}>
        {isShort ? null : (
          <Select
            aria-label="Pod"
            size="xs"
            w={230}
            data={pods.map(({ name }) => name)}
            value={pod.name}
            allowDeselect={false}
            searchable
            onChange={(name) => name && onPod(name)}
          />
        )}
        {pod.containers.length > 1 ? (
          <Select
            aria-label="Container"
            size="xs"
            w={130}
            data={pod.containers}
            value={container}
            allowDeselect={false}
            onChange={(name) => setContainer(name ?? '')}
          />
        ) : null}
        {pod.restarts > 0 ? (
          <Switch
            size="xs"
            label="Before the restart"
            checked={isPrevious}
            onChange={(event) => setIsPrevious(event.currentTarget.checked)}
          />
        ) : null}
      </div>
      <LogView
        label={`Log of ${container} in ${pod.name}`}
        lines={lines}
        height={height}
        empty={error ?? (isRead ? 'No lines yet.' : 'Reading the log …')}
      />
    </div>
  );
}
