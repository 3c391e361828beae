'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { places } from '#components/layout/places.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import classes from './execution.module.css';
import { headOf } from './failures-of.ts';

// Pods and logs are for whoever opens them.
const ObjectPods = dynamic(() => import('./object-pods.tsx').then((module) => module.ObjectPods), {
  ssr: false,
});

interface Props {
  application: string;
  account: string;
  /** `deployment web` */
  name: string;
  /** Empty for objects without one. */
  namespace: string;
}

// Other kinds are there or not; these come up, and may fail to.
const WORKLOADS = new Set(['deployment', 'statefulSet', 'daemonSet', 'replicaSet', 'job', 'cronJob', 'pod']);

// These have revisions to go back to.
const ROLLS = new Set(['deployment', 'statefulSet', 'daemonSet']);

/** An object that a stage touched, how it is now, its pods and their logs, and the way to it. */
export function TouchedObject({ application, account, name, namespace }: Props) {
  const [kind = '', objectName = ''] = name.split(' ');
  const ref = { account, namespace: namespace || '_', kind, name: objectName };
  const isWorkload = account !== '' && WORKLOADS.has(kind);
  const live = useQuery({ ...infrastructureQueries.object(application, ref), enabled: isWorkload });
  const [isOpen, setIsOpen] = useState(false);
  const address = places.object(application, ref);
  const isUnwell = live.data !== undefined && !live.data.isStable;
  return (
    <li className={classes.touched}>
      <div className={classes.touchedLine}>
        {live.data ? (
          <ActionIcon
            size={22}
            aria-expanded={isOpen}
            aria-label={`Pods and logs of ${name}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
          </ActionIcon>
        ) : null}
        {account ? (
          <Link href={address} className={classes.objectName} title={name}>
            {name}
          </Link>
        ) : (
          <span className={classes.objectName} title={name}>
            {name}
          </span>
        )}
        {namespace && namespace !== account ? <Tag isMono>{namespace}</Tag> : null}
        {live.data ? <StatusChip status={healthOf(live.data)} /> : null}
        {isMissing(live.error) ? <span className={classes.muted}>gone</span> : null}
      </div>
      {isUnwell ? (
        <p className={classes.touchedWords} title={live.data.message}>
          {headOf(live.data.message).head.replace(/:$/, '.')}
        </p>
      ) : null}
      {isUnwell && live.data.problems.length > 0 && ROLLS.has(kind) ? (
        <Button
          component={Link}
          href={address}
          size="xs"
          variant="default"
          className={classes.remedy}
          leftSection={<IconArrowBackUp size={14} stroke={1.75} aria-hidden />}
        >
          Look closer or roll back
        </Button>
      ) : null}
      {isOpen && live.data ? <ObjectPods object={live.data} /> : null}
    </li>
  );
}

function healthOf(object: { isStable: boolean; problems: readonly unknown[] }): string {
  if (object.isStable) return 'healthy';
  return object.problems.length > 0 ? 'degraded' : 'progressing';
}

function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 404;
}
