'use client';

import { ActionIcon, Button, Menu, NumberInput, Textarea } from '@mantine/core';
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
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { Name } from '#components/ui/tag.tsx';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { infrastructureQueries } from '#lib/client/queries/infrastructure.ts';
import type { ObjectDetails, ObjectRef } from '#lib/infrastructure/schema.ts';
import classes from './clusters.module.css';
import { tagOf, versionOf } from './pods-of.ts';
import { RollbackDialog } from './rollback-dialog.tsx';
import { type OperationRequest, useOperation } from './use-operation.ts';

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
            onClick={() =>
              setAsked({
                kind: 'plain',
                title: `Restart ${named} in ${object.account}?`,
                text: `All ${details.podCount} pods are replaced, a few at a time.`,
                action: 'Restart',
                request: { type: 'rollingRestartManifest', description: `Restart ${named}` },
              })
            }
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
              onClick={() =>
                setAsked({
                  kind: 'plain',
                  title: `Delete ${named} in ${object.account}?`,
                  text: `It and its ${details.podCount} pods are removed. A pipeline can deploy it again.`,
                  action: 'Delete',
                  isDestructive: true,
                  request: {
                    type: 'deleteManifest',
                    description: `Delete ${named}`,
                    context: { options: { cascading: 'true' } },
                  },
                })
              }
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

type Question =
  | { kind: 'scale'; title: string; action: string }
  | {
      kind: 'plain';
      title: string;
      text: string;
      action: string;
      isDestructive?: boolean;
      request: OperationRequest;
    };

function trafficQuestion(named: string, { account, loadBalancers, hasTraffic }: ObjectDetails): Question {
  const services = loadBalancers.join(', ');
  return hasTraffic
    ? {
        kind: 'plain',
        title: `Take the traffic away from ${named} in ${account}?`,
        text: `Its pods go on, and ${services} no longer reaches them. It can be given back at any time.`,
        action: 'Take away',
        isDestructive: true,
        request: { type: 'disableManifest', description: `Disable ${named}` },
      }
    : {
        kind: 'plain',
        title: `Send traffic to ${named} in ${account}?`,
        text: `Its pods are reached by ${services} again, beside those that are reached now.`,
        action: 'Send traffic',
        request: { type: 'enableManifest', description: `Enable ${named}` },
      };
}

function pauseQuestion(named: string, account: string, isPaused: boolean): Question {
  return isPaused
    ? {
        kind: 'plain',
        title: `Resume the rollout of ${named} in ${account}?`,
        text: 'Changes that waited are rolled out now.',
        action: 'Resume',
        request: { type: 'resumeRolloutManifest', description: `Resume ${named}` },
      }
    : {
        kind: 'plain',
        title: `Pause the rollout of ${named} in ${account}?`,
        text: 'Pods that run go on; changes wait until it is resumed.',
        action: 'Pause',
        request: { type: 'pauseRolloutManifest', description: `Pause ${named}` },
      };
}

/** What another number of replicas does, before it is done. */
function scaleWords(from: number, to: number): string {
  const pods = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'pod' : 'pods'}`;
  if (!Number.isInteger(to) || to === from) return `It runs ${pods(from)} now.`;
  if (to === 0) return `From ${pods(from)} to none: nothing serves until it is scaled up again.`;
  return to > from
    ? `From ${pods(from)} to ${to}: ${pods(to - from)} start.`
    : `From ${pods(from)} to ${to}: ${pods(from - to)} end.`;
}

interface DialogProps {
  question: Question | undefined;
  onClose: () => void;
  replicas: number;
  typedName: string | undefined;
  named: string;
  onConfirm: (request: OperationRequest) => Promise<void>;
}

function OperationDialog({ question, onClose, replicas, typedName, named, onConfirm }: DialogProps) {
  const [count, setCount] = useState<number | string>(replicas);
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      isOpen={question !== undefined}
      onClose={onClose}
      title={question?.title ?? ''}
      action={question?.action ?? ''}
      {...(question?.kind === 'plain' && question.isDestructive ? { isDestructive: true } : {})}
      {...(typedName ? { typedName } : {})}
      onConfirm={async () => {
        if (!question) return;
        const request =
          question.kind === 'plain'
            ? question.request
            : {
                type: 'scaleManifest' as const,
                description: `Scale ${named} to ${count}`,
                context: { replicas: Number(count) },
              };
        await onConfirm({ ...request, reason });
        setReason('');
      }}
    >
      {question?.kind === 'plain' ? <p>{question.text}</p> : null}
      {question?.kind === 'scale' ? (
        <NumberInput
          label="Replicas"
          description={scaleWords(replicas, Number(count))}
          min={0}
          max={10_000}
          allowDecimal={false}
          value={count}
          onChange={setCount}
          data-autofocus
        />
      ) : null}
      <Textarea
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={1}
      />
    </ConfirmDialog>
  );
}
