'use client';

import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { headOf } from '#components/executions/failures-of.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { DetailsDrawer } from '#components/ui/details-drawer.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ObjectDetails, ObjectRef } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { EventList } from './event-list.tsx';
import { ObjectActions } from './object-actions.tsx';
import { OperationProgress } from './operation-progress.tsx';
import { OwnerTree } from './owner-tree.tsx';
import { PodList } from './pod-list.tsx';
import { PodLogs } from './pod-logs.tsx';
import { shortPodName } from './pods-of.ts';
import { RolloutHistory } from './rollout-history.tsx';
import { useOpenObject } from './use-open-object.ts';

// The editor weighs more than the rest of the page; only its tab needs it.
const YamlEditor = dynamic(
  () => import('#components/ui/yaml-editor.tsx').then((module) => module.YamlEditor),
  { ssr: false, loading: () => <TextSkeleton lines={8} /> },
);

const ROLLS = new Set(['deployment', 'statefulSet', 'daemonSet']);

/** One object: how it is and why, what can be done, its pods, events, logs, YAML and history. */
export function ObjectDrawer({ application, object }: { application: string; object: ObjectRef }) {
  const { close } = useOpenObject();
  const query = useQuery(infrastructureQueries.object(application, object));
  const [operation, setOperation] = useState<string>();
  const state = query.data
    ? query.data.isStable
      ? 'healthy'
      : query.data.problems.length > 0
        ? 'degraded'
        : 'progressing'
    : undefined;
  return (
    <DetailsDrawer
      title={object.name}
      chips={
        <>
          <Tag isMono>{object.account}</Tag>
          {state ? <StatusChip status={state} /> : null}
        </>
      }
      onClose={close}
    >
      <QueryFaces query={query} skeleton={<TextSkeleton lines={10} label={`Loading ${object.name}`} />}>
        {(details) => (
          <div className={classes.stack}>
            <Condition details={details} />
            {operation ? (
              <OperationProgress
                application={application}
                id={operation}
                onDone={() => setOperation(undefined)}
              />
            ) : null}
            <ObjectActions
              application={application}
              object={object}
              details={details}
              onStarted={setOperation}
            />
            <Details application={application} object={object} details={details} onStarted={setOperation} />
          </div>
        )}
      </QueryFaces>
    </DetailsDrawer>
  );
}

/** The status sentence: why it is not well, in the cluster's own words. */
function Condition({ details }: { details: ObjectDetails }) {
  if (details.problems.length > 0) {
    return details.problems.map(({ sentence, logTail }) => {
      const { head, rest } = headOf(sentence);
      return (
        <Notice key={sentence} tone="bad" title={head}>
          {rest ? <p>{rest}</p> : null}
          {logTail ? <pre className={classes.logTail}>{logTail.trim()}</pre> : null}
        </Notice>
      );
    });
  }
  if (!details.isStable && details.message) return <Notice tone="run" title={details.message} />;
  return details.isPaused ? (
    <Notice tone="wait" title="Its rollout is paused: changes wait until it is resumed." />
  ) : null;
}

interface DetailsProps {
  application: string;
  object: ObjectRef;
  details: ObjectDetails;
  onStarted: (executionId: string) => void;
}

function Details({ application, object, details, onStarted }: DetailsProps) {
  const [tab, setTab] = useQueryState('tab', parseAsString.withDefault('pods'));
  const [pod, setPod] = useState<string>();
  const shownPod =
    details.pods.find(({ name }) => name === pod) ??
    details.pods.find(({ health }) => health === 'failing') ??
    details.pods[0];
  // Beside the list only a log that was asked for, or that tells why something fails: each is a stream.
  const besidePods =
    shownPod && (shownPod.name === pod || shownPod.health === 'failing') ? shownPod : undefined;
  const canRoll = ROLLS.has(object.kind);
  return (
    <Tabs value={tab} onChange={(next) => void setTab(next)} keepMounted={false}>
      <Tabs.List className={classes.tabs}>
        <Tabs.Tab value="pods">Pods</Tabs.Tab>
        <Tabs.Tab value="events">Events</Tabs.Tab>
        <Tabs.Tab value="logs">Logs</Tabs.Tab>
        <Tabs.Tab value="yaml">YAML</Tabs.Tab>
        {canRoll ? <Tabs.Tab value="history">History</Tabs.Tab> : null}
        <Tabs.Tab value="owners">Owners</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="pods" pt="sm">
        <PodList
          pods={details.pods}
          count={details.podCount}
          owner={object.name}
          selected={besidePods?.name}
          onOpen={(name) => setPod(name === pod ? undefined : name)}
        />
        {besidePods ? (
          <>
            <h3 className={classes.subhead}>
              Log of {shortPodName(besidePods.name, object.name)}{' '}
              <button type="button" className={classes.link} onClick={() => void setTab('logs')}>
                Larger
              </button>
            </h3>
            <PodLogs
              key={besidePods.name}
              account={object.account}
              namespace={object.namespace}
              pod={besidePods}
              pods={details.pods}
              onPod={setPod}
              height={180}
              isShort
            />
          </>
        ) : null}
      </Tabs.Panel>
      <Tabs.Panel value="events" pt="sm">
        <EventList events={details.events} />
      </Tabs.Panel>
      <Tabs.Panel value="logs" pt="sm">
        {shownPod ? (
          <PodLogs
            key={shownPod.name}
            account={object.account}
            namespace={object.namespace}
            pod={shownPod}
            pods={details.pods}
            onPod={setPod}
          />
        ) : (
          <span className={classes.muted}>It has no pods.</span>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="yaml" pt="sm">
        <YamlEditor label={`YAML of ${object.name}`} value={details.yaml} isReadOnly height="480px" />
      </Tabs.Panel>
      {canRoll ? (
        <Tabs.Panel value="history" pt="sm">
          <RolloutHistory
            application={application}
            object={object}
            isProduction={details.isProduction}
            onStarted={onStarted}
          />
        </Tabs.Panel>
      ) : null}
      <Tabs.Panel value="owners" pt="sm">
        <OwnerTree details={details} />
      </Tabs.Panel>
    </Tabs>
  );
}
