'use client';

import { IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { healthOfClusters } from '#components/applications/health-of-clusters.ts';
import { tagOf } from '#components/clusters/pods-of.ts';
import { places } from '#components/layout/places.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { Application } from '#lib/applications/schema.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import classes from './home.module.css';

/** An application with its health and which version runs where. */
export function ApplicationRow({ application }: { application: Application }) {
  const { name, description, starred } = application;
  const clusters = useQuery(infrastructureQueries.clusters(name)).data?.clusters ?? [];
  const health = healthOfClusters(clusters);
  const versions = clusters.flatMap(({ account, serverGroups }) => {
    const image = serverGroups.find((group) => group.isCurrent)?.images[0];
    return image ? [`${account} ${tagOf(image)}`] : [];
  });
  return (
    <Link href={places.clusters(name)} className={classes.row}>
      <span className={classes.words}>
        <strong>
          {starred ? <IconStarFilled size={12} color="var(--fd-wait)" aria-label="Starred" /> : null} {name}
        </strong>
        <span className={classes.muted}>{description}</span>
      </span>
      <span>
        {[...new Set(versions)].slice(0, 3).map((version) => (
          <Tag key={version} isMono>
            {version}
          </Tag>
        ))}
      </span>
      {health ? <StatusChip status={health} /> : <span className={classes.muted}>not running</span>}
    </Link>
  );
}
