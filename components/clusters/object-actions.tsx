'use client';

import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowsDiagonal,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconRoute,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { Name } from '#components/ui/tag.tsx';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ObjectDetails, ObjectRef } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { OperationDialog } from './operation-dialog.tsx';
import {
  deleteQuestion,
  pauseQuestion,
  type Question,
  restartQuestion,
  trafficQuestion,
} from './operation-questions.ts';
import { tagOf, versionOf } from './pods-of.ts';
import { RollbackDialog } from './rollback-dialog.tsx';
import { useOperation } from './use-operation.ts';

interface Props {
  application: string;
  object: ObjectRef;
  details: ObjectDetails;
  onStarted: (executionId: string) => void;
}

const SCALES = new Set(['deployment', 'replicaSet', 'statefulSet']);
const ROLLS = new Set(['deployment', 'statefulSet', 'daemonSet']);

/** What one can do with an object; each asks with the object's name, production with the name typed. */
export function ObjectActions({ application, object, details, onStarted }: Props) {
  const mayExecute = useQuery(applicationQueries.one(application)).data?.may.execute ?? false;
  const canRoll = ROLLS.has(object.kind);
  const rollouts = useQuery({ ...infrastructureQueries.rollouts(application, object), enabled: canRoll });
  const operate = useOperation(application, object);
  const [isRollingBack, rollingBack] = useDisclosure(false);
  const [asked, setAsked] = useState<Question>();
  if (!mayExecute) return null;
  const previous = rollouts.data?.find((revision) => !revision.isCurrent);
  const named = `${object.kind} ${object.name}`;
  return (
    <>
      <div className={classes.buttons}>
        {canRoll ? (
          <Button
            variant={details.problems.length > 0 ? 'filled' : 'default'}
            leftSection={<IconArrowBackUp size={15} aria-hidden />}
            disabled={!previous}
            title={rollouts.data && !previous ? 'There is no earlier revision to go back to.' : undefined}
            onClick={rollingBack.open}
          >
            {previous ? `Roll back to ${versionOf(previous.revision)}` : 'Roll back'}
          </Button>
        ) : null}
        {SCALES.has(object.kind) ? (
          <Button
            variant="default"
            leftSection={<IconArrowsDiagonal size={15} aria-hidden />}
            onClick={() =>
              setAsked({ kind: 'scale', title: `Scale ${named} in ${object.account}`, action: 'Scale' })
            }
          >
            Scale
          </Button>
        ) : null}
        {canRoll ? (
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} aria-hidden />}
            onClick={() => setAsked(restartQuestion(named, details))}
          >
            Restart
          </Button>
        ) : null}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={30} variant="default" aria-label="More actions">
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {object.kind === 'deployment' ? (
              <Menu.Item
                leftSection={
                  details.isPaused ? (
                    <IconPlayerPlay size={15} aria-hidden />
                  ) : (
                    <IconPlayerPause size={15} aria-hidden />
                  )
                }
                onClick={() => setAsked(pauseQuestion(named, object.account, details.isPaused))}
              >
                {details.isPaused ? 'Resume the rollout' : 'Pause the rollout'}
              </Menu.Item>
            ) : null}
            {details.loadBalancers.length > 0 ? (
              <Menu.Item
                leftSection={<IconRoute size={15} aria-hidden />}
                onClick={() => setAsked(trafficQuestion(named, details))}
              >
                {details.hasTraffic ? 'Take the traffic away' : 'Send traffic'}
              </Menu.Item>
            ) : null}
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setAsked(deleteQuestion(named, details))}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {canRoll && rollouts.isPending ? <TextSkeleton lines={1} label="Loading the revisions" /> : null}
      {previous ? (
        <span className={classes.fine}>
          Rolling back returns image <Name>{previous.images.map(tagOf).join(', ')}</Name>
          {previous.configs.length > 0 ? (
            <>
              {' '}
              and <Name>{previous.configs.join(', ')}</Name>
            </>
          ) : null}
          , {details.replicas ?? 1} {details.replicas === 1 ? 'pod' : 'pods'}.{' '}
          <button type="button" className={classes.link} onClick={rollingBack.open}>
            Preview
          </button>
        </span>
      ) : null}
      {previous ? (
        <RollbackDialog
          isOpen={isRollingBack}
          onClose={rollingBack.close}
          application={application}
          object={object}
          revision={previous.revision}
          isProduction={details.isProduction}
          onStarted={onStarted}
        />
      ) : null}
      <OperationDialog
        question={asked}
        onClose={() => setAsked(undefined)}
        replicas={details.replicas ?? 1}
        typedName={details.isProduction ? object.name : undefined}
        onConfirm={async (request) => onStarted(await operate(request))}
        named={named}
      />
    </>
  );
}
