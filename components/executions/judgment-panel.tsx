'use client';

import { Button, Radio, Stack, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Age } from '#components/status/age.tsx';
import { Chip, StatusChip } from '#components/status/status-chip.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { call } from '#lib/client/call.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { keys } from '#lib/client/query-keys.ts';
import { judgeApi } from '#lib/executions/api.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { ManualJudgmentContext } from '#lib/stages/manual-judgment/schema.ts';
import classes from './execution.module.css';

interface Props {
  run: ExecutionDetail;
  stage: StageRow;
  context: Record<string, unknown>;
}

/** The decision: what is asked, who may say, who has said what, and two explained buttons. */
export function JudgmentPanel({ run, stage, context }: Props) {
  const client = useQueryClient();
  const approvals = useQuery(executionQueries.approvals());
  const [comment, setComment] = useState('');
  const [input, setInput] = useState('');
  const judgment = ManualJudgmentContext.catch({
    requiredApprovals: 1,
    excludeAuthor: false,
    votes: [],
  }).parse(context);
  const isOpen = stage.status === 'RUNNING' && !judgment.judgmentStatus;
  const obstacle = approvals.data?.find((approval) => approval.stageId === stage.id)?.obstacle;
  const judge = useMutation({
    mutationFn: (decision: 'continue' | 'stop') =>
      call(judgeApi, {
        params: { id: run.id, stage: stage.id },
        body: {
          decision,
          comment,
          ...(input ? { input } : {}),
          ...(judgment.subjectHash ? { subjectHash: judgment.subjectHash } : {}),
        },
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.execution(run.id) }),
        client.invalidateQueries({ queryKey: keys.approvals() }),
      ]),
  });
  const options = judgment.judgmentInputs ?? [];
  const approved = judgment.votes.filter((vote) => vote.decision === 'continue').length;
  return (
    <section className={classes.section} aria-label="Decision">
      {judgment.requiredApprovals > 1 ? (
        <span>
          <Chip tone="wait">
            {approved} of {judgment.requiredApprovals} approvals
          </Chip>
        </span>
      ) : null}
      {judgment.instructions ? <Markdown source={judgment.instructions} /> : null}
      {isOpen ? (
        <>
          {judge.error ? <Notice tone="bad" title={errorSentence(judge.error)} /> : null}
          {options.length > 0 ? (
            <Radio.Group label="Choose one" value={input} onChange={setInput}>
              <Stack gap={6} mt={6}>
                {options.map((option) => (
                  <Radio key={option.value} value={option.value} label={option.value} />
                ))}
              </Stack>
            </Radio.Group>
          ) : null}
          <Textarea
            label="Comment"
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={2000}
          />
          <div className={classes.decision}>
            <Button
              size="md"
              leftSection={<IconCheck size={16} aria-hidden />}
              disabled={Boolean(obstacle) || (options.length > 0 && !input)}
              loading={judge.isPending && judge.variables === 'continue'}
              onClick={() => judge.mutate('continue')}
            >
              Approve
            </Button>
            <Button
              size="md"
              variant="default"
              color="red"
              leftSection={<IconX size={16} color="var(--fd-bad)" aria-hidden />}
              disabled={Boolean(obstacle)}
              loading={judge.isPending && judge.variables === 'stop'}
              onClick={() => judge.mutate('stop')}
            >
              Reject
            </Button>
          </div>
          <span className={classes.muted}>{obstacle ?? whoMay(judgment)}</span>
        </>
      ) : null}
      {judgment.votes.length > 0 ? (
        <ul className={classes.votes} aria-label="Votes">
          {judgment.votes.map((vote) => (
            <li key={vote.user} className={classes.vote}>
              <StatusChip status={vote.decision === 'continue' ? 'approved' : 'rejected'} />
              <span className={classes.taskName}>
                <strong>{vote.user}</strong> {vote.input ? `chose ${vote.input}` : ''}{' '}
                {vote.comment ? `“${vote.comment}”` : ''}
              </span>
              <Age at={vote.at} />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function whoMay(judgment: ManualJudgmentContext): string {
  const required = judgment.requiredJudgmentRoles ?? [];
  const roles = required.length > 0 ? required : (judgment.selectedStageRoles ?? []);
  const who =
    roles.length > 0 ? `Anyone in ${roles.join(', ')}` : 'Anyone who may run pipelines of this application';
  return `${who}${judgment.excludeAuthor ? ', not the person who started it or last changed the pipeline' : ''}.`;
}
