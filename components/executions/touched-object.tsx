'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { places } from '#components/layout/places.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { ProblemError } from '#lib/client/problem-error.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import classes from './execution.module.css';

interface Props {
  application: string;
  account: string;
  /** `deployment web` */
  name: string;
  /** Empty for objects without one. */
  namespace: string;
}

// Other kinds are there or not; these come up, and may fail to.
const WORKLOADS = new Set(['deployment', 'statefulSet', 'daemonSet', 'replicaSet', 'job', 'pod']);

/** An object that a stage touched, how it is now, and the way to it. */
export function TouchedObject({ application, account, name, namespace }: Props) {
  const [kind = '', objectName = ''] = name.split(' ');
  const ref = { account, namespace: namespace || '_', kind, name: objectName };
  const isWorkload = account !== '' && WORKLOADS.has(kind);
  const live = useQuery({ ...infrastructureQueries.object(application, ref), enabled: isWorkload });
  const address = new URLSearchParams({ at: account, ns: ref.namespace, kind, name: objectName });
  return (
    <li className={classes.task}>
      {account ? (
        <Link href={`${places.clusters(application)}?${address}`} className={classes.objectName}>
          {name}
        </Link>
      ) : (
        <span className={classes.objectName}>{name}</span>
      )}
      {namespace && namespace !== account ? <Tag isMono>{namespace}</Tag> : null}
      {live.data ? <StatusChip status={healthOf(live.data)} /> : null}
      {isMissing(live.error) ? <span className={classes.muted}>gone</span> : null}
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
