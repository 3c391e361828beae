'use client';

import { Button, Select, Textarea } from '@mantine/core';
import {
  type Icon,
  IconArrowForward,
  IconArrowsLeft,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { keys } from '#lib/client/query-keys.ts';
import { isComplete } from '#lib/engine/statuses.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { earlierStages } from './earlier-stages.ts';
import classes from './execution.module.css';
import { endWait, restart, settle, skipRunning } from './stage-choices.ts';

interface Choice {
  icon: Icon;
  action: string;
  /** What comes of it, in a few words. */
  means: string;
  title: string;
  text: string;
  /** Stages to choose from, the first one to begin with. */
  from?: readonly StageRow[];
  isWithoutReason?: boolean;
  run: (reason: string, stageId: string) => Promise<unknown>;
}

const FAILED = new Set(['TERMINAL', 'STOPPED', 'CANCELED', 'FAILED_CONTINUE']);
const WAITS = new Set(['wait', 'waitUntil', 'restrictExecutionDuringTimeWindow']);

interface Props {
  run: ExecutionDetail;
  stage: StageRow;
}

/** What a person can do about a stage. A failed one offers its four ways on, each explained, each with a reason that is kept. */
export function StageActions({ run, stage }: Props) {
  const [asked, setAsked] = useState<Choice>();
  const choices = run.may.execute ? choicesFor(run, stage) : [];
  if (choices.length === 0) return null;
  const isGuided = choices.length > 1;
  return (
    <>
      {isGuided ? (
        <section className={classes.box} aria-label="Ways to go on">
          {choices.map((choice) => (
            <button
              key={choice.action}
              type="button"
              className={classes.way}
              onClick={() => setAsked(choice)}
              aria-label={choice.action}
              aria-description={choice.means}
            >
              <choice.icon size={17} stroke={1.75} aria-hidden />
              <strong>{choice.action}</strong>
              <span>{choice.means}</span>
            </button>
          ))}
        </section>
      ) : (
        <div className={classes.buttons}>
          {choices.map((choice) => (
            <Button
              key={choice.action}
              size="sm"
              variant="default"
              leftSection={<choice.icon size={15} aria-hidden />}
              onClick={() => setAsked(choice)}
            >
              {choice.action}
            </Button>
          ))}
        </div>
      )}
      {asked ? <Ask run={run} choice={asked} onClose={() => setAsked(undefined)} /> : null}
    </>
  );
}

function choicesFor(run: ExecutionDetail, stage: StageRow): Choice[] {
  const params = { id: run.id, stage: stage.id };
  if (stage.status === 'RUNNING' && WAITS.has(stage.type)) {
    return [
      {
        icon: IconPlayerTrackNext,
        action: 'End the wait',
        means: 'The run goes on at once.',
        title: `Go on without waiting in "${stage.name}"?`,
        text: 'The rest of the waiting time is left out.',
        isWithoutReason: true,
        run: () => endWait(params),
      },
    ];
  }
  if (stage.status === 'RUNNING' && stage.canSkip) {
    return [
      {
        icon: IconPlayerSkipForward,
        action: 'Skip',
        means: 'The run goes on behind it.',
        title: `Leave "${stage.name}" out?`,
        text: 'What it has begun is stopped, and the run goes on behind it.',
        run: (reason) => skipRunning(params, reason),
      },
    ];
  }
  const canRestart = stage.parentId === null && isComplete(stage.status) && run.type === 'PIPELINE';
  if (!canRestart || run.isDryRun) return [];
  const earlier = earlierStages(run.stages, stage);
  const fromHere: Choice = {
    icon: IconArrowsLeft,
    action: 'Restart from here',
    means: 'Runs this stage and all behind it again.',
    title: `Run "${stage.name}" and everything behind it again?`,
    text: 'Stages before it keep their results.',
    run: (reason) => restart(params, reason),
  };
  if (!FAILED.has(stage.status)) return [fromHere];
  return [
    {
      icon: IconRefresh,
      action: 'Retry',
      means: 'Runs this stage again, then what follows.',
      title: `Try "${stage.name}" again?`,
      text: 'It begins anew with the same settings; then the run goes on behind it.',
      run: (reason) => restart(params, reason),
    },
    {
      icon: IconPlayerSkipForward,
      action: 'Skip',
      means: 'Leaves it out and goes on behind it.',
      title: `Skip "${stage.name}" and go on?`,
      text: 'What it left half done stays so.',
      run: (reason) => settle(params, reason, 'SKIPPED'),
    },
    {
      icon: IconArrowForward,
      action: 'Ignore the failure',
      means: 'Goes on; the run can still succeed, and shows it.',
      title: `Count the failure of "${stage.name}" as ignored and go on?`,
      text: 'The run can then succeed, and shows that a failure was ignored.',
      run: (reason) => settle(params, reason, 'FAILED_CONTINUE'),
    },
    ...(earlier.length > 0
      ? [
          {
            ...fromHere,
            action: 'Restart from ...',
            means: 'Goes back to an earlier stage.',
            title: 'Run again from an earlier stage?',
            text: 'That stage and everything behind it run again; what stands before it keeps its results.',
            from: earlier,
            run: (reason: string, stageId: string) => restart({ ...params, stage: stageId }, reason),
          },
        ]
      : []),
  ];
}

function Ask({ run, choice, onClose }: { run: ExecutionDetail; choice: Choice; onClose: () => void }) {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [stageId, setStageId] = useState(choice.from?.[0]?.id ?? '');
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={choice.title}
      action={choice.from ? 'Restart' : choice.action}
      onConfirm={async () => {
        await choice.run(reason.trim(), stageId);
        await client.invalidateQueries({ queryKey: keys.execution(run.id) });
      }}
    >
      <p>{choice.text}</p>
      {choice.from ? (
        <Select
          label="From"
          data={choice.from.map(({ id, name }) => ({ value: id, label: name }))}
          value={stageId}
          onChange={(id) => setStageId(id ?? '')}
          allowDeselect={false}
          searchable={choice.from.length > 8}
        />
      ) : null}
      {choice.isWithoutReason ? null : (
        <Textarea
          label="Reason"
          description="Kept with the stage and in the audit log."
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={2}
        />
      )}
    </ConfirmDialog>
  );
}
