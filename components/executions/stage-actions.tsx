'use client';

import { Button, Textarea } from '@mantine/core';
import {
  IconArrowForward,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { call } from '#lib/client/call.ts';
import { keys } from '#lib/client/query-keys.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import type { patchStageApi, restartStageApi, skipStageApi } from '#lib/executions/api.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import classes from './execution.module.css';

interface Choice {
  action: string;
  title: string;
  text: string;
  run: (reason: string) => Promise<unknown>;
}

const WAITS = new Set(['wait', 'waitUntil', 'restrictExecutionDuringTimeWindow']);

/** What a person can do about a stage: retry, skip, ignore, cut a wait short. Each asks for a reason that is kept. */
export function StageActions({ run, stage }: { run: ExecutionDetail; stage: StageRow }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Choice>();
  const [reason, setReason] = useState('');
  if (!run.may.execute) return null;
  const params = { id: run.id, stage: stage.id };
  const isFailed = ['TERMINAL', 'STOPPED', 'CANCELED', 'FAILED_CONTINUE'].includes(stage.status);
  const canRestart = stage.parentId === null && isComplete(stage.status) && run.type === 'PIPELINE';
  const choices: (Choice & { icon: typeof IconRefresh; isMain?: boolean })[] = [];
  if (canRestart) {
    choices.push({
      icon: IconRefresh,
      isMain: isFailed,
      action: isFailed ? 'Retry from here' : 'Restart from here',
      title: `Run "${stage.name}" and everything after it again?`,
      text: 'Stages before it keep their results.',
      run: (text) =>
        call<typeof restartStageApi>('POST /executions/{id}/stages/{stage}/restart', {
          params,
          body: { reason: text },
        }),
    });
  }
  if (canRestart && isFailed) {
    choices.push(
      {
        icon: IconPlayerSkipForward,
        action: 'Skip',
        title: `Skip "${stage.name}" and go on?`,
        text: 'What it left half done stays so.',
        run: (text) =>
          call<typeof restartStageApi>('POST /executions/{id}/stages/{stage}/restart', {
            params,
            body: { reason: text, settleAs: 'SKIPPED' },
          }),
      },
      {
        icon: IconArrowForward,
        action: 'Ignore the failure',
        title: `Count the failure of "${stage.name}" as ignored and go on?`,
        text: 'The run can then succeed, and shows that a failure was ignored.',
        run: (text) =>
          call<typeof restartStageApi>('POST /executions/{id}/stages/{stage}/restart', {
            params,
            body: { reason: text, settleAs: 'FAILED_CONTINUE' },
          }),
      },
    );
  }
  if (stage.status === 'RUNNING' && WAITS.has(stage.type)) {
    choices.push({
      icon: IconPlayerTrackNext,
      action: 'End the wait',
      title: `Go on without waiting in "${stage.name}"?`,
      text: 'The rest of the waiting time is left out.',
      run: () =>
        call<typeof patchStageApi>('PATCH /executions/{id}/stages/{stage}', {
          params,
          body: { skipRemainingWait: true },
        }),
    });
  } else if (stage.status === 'RUNNING' && stage.canSkip) {
    choices.push({
      icon: IconPlayerSkipForward,
      action: 'Skip',
      title: `Leave "${stage.name}" out?`,
      text: 'What it has begun is stopped, and the run goes on behind it.',
      run: (text) =>
        call<typeof skipStageApi>('POST /executions/{id}/stages/{stage}/skip', {
          params,
          body: { reason: text },
        }),
    });
  }
  if (choices.length === 0) return null;
  return (
    <div className={classes.buttons}>
      {choices.map(({ icon: ChoiceIcon, isMain, ...choice }) => (
        <Button
          key={choice.action}
          size="sm"
          variant={isMain ? 'filled' : 'default'}
          leftSection={<ChoiceIcon size={15} aria-hidden />}
          onClick={() => setAsked(choice)}
        >
          {choice.action}
        </Button>
      ))}
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked?.title ?? ''}
        action={asked?.action ?? ''}
        onConfirm={async () => {
          await asked?.run(reason);
          setReason('');
          await client.invalidateQueries({ queryKey: keys.execution(run.id) });
        }}
      >
        <p>{asked?.text}</p>
        <Textarea
          label="Reason"
          description="Kept with the stage and in the audit log."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
        />
      </ConfirmDialog>
    </div>
  );
}
