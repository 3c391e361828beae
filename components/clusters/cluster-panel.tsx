'use client';

import { IconAlertCircle, IconDatabase, IconStack3 } from '@tabler/icons-react';
import { Age } from '#components/status/age.tsx';
import { PodSquares } from '#components/status/pod-squares.tsx';
import { StatusChip } from '#components/status/status-chip.tsx';
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
  const traffic = trafficOf(cluster);
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
          {cluster.isPaused ? <StatusChip status="PAUSED" /> : null}
        </span>
      }
      actions={
        <span className={classes.facts}>
          <span className={classes.number}>
            {cluster.ready.toLocaleString('en-US')} of {cluster.desired.toLocaleString('en-US')} ready
          </span>
          {traffic === null ? null : (
            <>
              <span className={classes.fine}>traffic</span> <Tag>{traffic ? 'on' : 'off'}</Tag>
            </>
          )}
        </span>
      }
    >
      {cluster.message ? (
        <button
          type="button"
          className={classes.trouble}
          data-tone={cluster.status === 'degraded' ? 'bad' : 'wait'}
          onClick={() => show({ ...place, kind: cluster.kind, name: cluster.name })}
        >
          <IconAlertCircle size={15} stroke={1.75} aria-hidden />
          {cluster.message}
        </button>
      ) : null}
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

/** Whether what runs receives traffic; null where no Service names it. */
function trafficOf(cluster: Cluster): boolean | null {
  const known = cluster.serverGroups.filter(
    (group) => group.status !== 'disabled' && group.hasTraffic !== null,
  );
  return known.length === 0 ? null : known.some((group) => group.hasTraffic);
}

function GroupCells({ group }: { group: ServerGroup }) {
  return (
    <>
      <strong className={classes.version} title={group.name}>
        {group.version || 'current'}
      </strong>
      <span className={classes.images}>
        {group.images.slice(0, 2).map((image) => (
          <Tag key={image} isMono title={image}>
            {tagOf(image)}
          </Tag>
        ))}
        {group.images.length > 2 ? <Tag>+{group.images.length - 2}</Tag> : null}
      </span>
      <span>
        <StatusChip status={group.status} />
      </span>
      <span className={classes.pods}>
        {group.status === 'disabled' ? (
          <span className={classes.muted}>scaled to 0</span>
        ) : (
          <PodSquares pods={podsOf(group)} />
        )}
      </span>
      <span className={`${classes.number} ${classes.revision}`}>
        {group.revision === null ? '' : `rev ${group.revision}`}
      </span>
      <span className={classes.number}>{group.createdAt ? <Age at={group.createdAt} /> : null}</span>
    </>
  );
}
