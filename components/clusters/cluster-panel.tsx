'use client';

import { IconDatabase, IconStack3 } from '@tabler/icons-react';
import { Age } from '#components/status/age.tsx';
import { PodSquares } from '#components/status/pod-squares.tsx';
import { Chip, StatusChip } from '#components/status/status-chip.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { Cluster, ServerGroup } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { podsOf, tagOf } from './pods-of.ts';
import { useOpenObject } from './use-open-object.ts';

/** One cluster in one account: its server groups as rows, newest first. */
export function ClusterPanel({ cluster }: { cluster: Cluster }) {
  const { open, show } = useOpenObject();
  const KindIcon = cluster.kind === 'statefulSet' ? IconDatabase : IconStack3;
  const place = { account: cluster.account, namespace: cluster.namespace };
  const isManaged = cluster.kind === 'deployment';
  return (
    <Panel
      title={
        <button
          type="button"
          className={classes.clusterName}
          onClick={() => show({ ...place, kind: cluster.kind, name: cluster.name })}
        >
          <KindIcon size={15} stroke={1.75} aria-hidden /> {cluster.name}
        </button>
      }
      note={
        <span className={classes.facts}>
          {cluster.kind} <Tag isMono>{cluster.account}</Tag>
          {cluster.namespace === cluster.account ? null : <Tag isMono>{cluster.namespace}</Tag>}
          {cluster.isProduction ? <StatusChip status="production" /> : null}
          {cluster.isPaused ? <Chip tone="wait">Paused</Chip> : null}
        </span>
      }
      actions={
        <span className={classes.facts}>
          {cluster.message ? <span className={classes.message}>{cluster.message}</span> : null}
          <span className={classes.number}>
            {cluster.ready}/{cluster.desired} ready
          </span>
        </span>
      }
    >
      {cluster.serverGroups.map((group) => {
        // Of a Deployment's groups the Deployment itself is what one acts on.
        const ref =
          isManaged && group.isCurrent
            ? { kind: cluster.kind, name: cluster.name }
            : { kind: group.kind, name: group.name };
        const isOpen =
          open?.account === cluster.account && open.namespace === cluster.namespace && open.name === ref.name;
        return (
          <button
            key={group.uid}
            type="button"
            className={classes.group}
            data-selected={isOpen || undefined}
            aria-label={`${cluster.name} ${group.version} in ${cluster.account}`}
            onClick={() => show({ ...place, ...ref })}
          >
            <GroupCells group={group} />
          </button>
        );
      })}
    </Panel>
  );
}

function GroupCells({ group }: { group: ServerGroup }) {
  return (
    <>
      <strong className={classes.version}>{group.version || group.name}</strong>
      <span className={classes.images}>
        {group.images.slice(0, 2).map((image) => (
          <Tag key={image} isMono title={image}>
            {tagOf(image)}
          </Tag>
        ))}
        {group.images.length > 2 ? <Tag>+{group.images.length - 2}</Tag> : null}
      </span>
      <StatusChip status={group.status} />
      <span className={classes.pods}>
        {group.status === 'disabled' ? (
          <span className={classes.muted}>scaled to 0</span>
        ) : (
          <PodSquares pods={podsOf(group)} />
        )}
      </span>
      <span className={classes.muted}>
        {group.hasTraffic === null ? '' : group.hasTraffic ? 'traffic on' : 'traffic off'}
      </span>
      <span className={classes.number}>{group.revision === null ? '' : `rev ${group.revision}`}</span>
      <span className={classes.number}>{group.createdAt ? <Age at={group.createdAt} /> : null}</span>
    </>
  );
}
