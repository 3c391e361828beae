'use client';

import { Button, Radio, Stack, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Quorum, soFar, whoMay } from '#components/approvals/quorum.ts';
import { Age } from '#components/status/age.tsx';
import { formatDuration } from '#components/status/format-duration.ts';
import { StatusChip } from '#components/status/status-chip.tsx';
import { useNow } from '#components/status/use-now.ts';
import { errorSentence } from '#components/ui/describe-error.ts';
import { Notice } from '#components/ui/error-state.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { Tag } from '#components/ui/tag.tsx';
import { call } from '#lib/client/call.ts';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { keys } from '#lib/client/query-keys.ts';
import type { judgeApi } from '#lib/executions/api.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { approversOf, doesCount, judgeRoles, judgmentIn } from '#lib/stages/manual-judgment/model.ts';
import { DeploymentPreviews } from './deployment-preview.tsx';
import classes from './execution.module.css';

const THREE_DAYS_MS = 3 * 24 * 60 * 60_000;

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
  const judgment = judgmentIn(context);
  const isOpen = stage.status === 'RUNNING' && !judgment.judgmentStatus;
  const obstacle = approvals.data?.find((approval) => approval.stageId === stage.id)?.obstacle;
  const judge = useMutation({
    mutationFn: (decision: 'continue' | 'stop') =>
      call<typeof judgeApi>('POST /executions/{id}/stages/{stage}/judgment', {
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
  const quorum = {
    requiredApprovals: judgment.requiredApprovals,
    approvedBy: approversOf(judgment),
    roles: judgeRoles(judgment),
    excludesAuthor: judgment.excludeAuthor,
  };
  const expiresAt = expiryOf(stage, context);
  return (
    <section className={classes.section} aria-label="Decision">
      {judgment.instructions ? (
        <div className={classes.instructions}>
          <Markdown source={judgment.instructions} />
        </div>
      ) : null}
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
          <div className={classes.decision}>
            <Button
              size="md"
              leftSection={<IconCheck size={16} aria-hidden />}
              disabled={Boolean(obstacle) || (options.length > 0 && !input)}
              loading={judge.isPending && judge.variables === 'continue'}
              onClick={() => judge.mutate('continue')}
              aria-describedby="approve-means"
            >
              Approve
            </Button>
            <Button
              size="md"
              variant="default"
              className={classes.reject}
              leftSection={<IconX size={16} aria-hidden />}
              disabled={Boolean(obstacle)}
              loading={judge.isPending && judge.variables === 'stop'}
              onClick={() => judge.mutate('stop')}
              aria-describedby="reject-means"
            >
              Reject
            </Button>
            {obstacle ? null : (
              <>
                <span id="approve-means" className={classes.meaning}>
                  {meaningOf(quorum)}
                  {options.length > 0 && !input ? ' Choose above first.' : ''}
                </span>
                <span id="reject-means" className={classes.meaning}>
                  The run stops here.
                </span>
              </>
            )}
          </div>
          {obstacle ? <Notice tone="wait" title={obstacle} /> : null}
          <span className={classes.fine}>
            {obstacle ? null : soFar(quorum)} {whoMay(quorum)}
            {expiresAt === undefined ? null : <Expiry at={expiresAt} />}
          </span>
          <Textarea
            label="Comment"
            placeholder="Why, for whoever asks later"
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            autosize
            minRows={1}
            maxLength={2000}
          />
        </>
      ) : null}
      {judgment.votes.length > 0 ? (
        <ul className={classes.box} aria-label="Votes">
          {judgment.votes.map((vote) => (
            <li key={vote.user} className={classes.vote}>
              <StatusChip status={vote.decision === 'continue' ? 'approved' : 'rejected'} />
              <span className={classes.voteWords}>
                <strong>{vote.user}</strong> {vote.input ? `chose ${vote.input} ` : ''}
                {vote.comment ? <span className={classes.muted}>“{vote.comment}”</span> : null}
                {doesCount(vote, judgment) ? null : (
                  <span className={classes.fine}>
                    {' '}
                    Counts no more: what would be deployed has changed since.
                  </span>
                )}
              </span>
              <span className={classes.number}>
                <Age at={vote.at} isLong />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {judgment.subjectHash ? (
        <span className={classes.fine}>
          {isOpen ? 'The decision is bound to' : 'It was decided about'} exactly these manifests:{' '}
          <Tag isMono title={judgment.subjectHash}>
            {shortHash(judgment.subjectHash)}
          </Tag>
          {isOpen ? '. If they change, approvals are void.' : '.'}
        </span>
      ) : null}
      {isOpen ? <DeploymentPreviews executionId={run.id} stageId={stage.id} /> : null}
    </section>
  );
}

/** When an unanswered judgment fails by itself: its own time, else three days. */
function expiryOf(stage: StageRow, context: Record<string, unknown>): number | undefined {
  if (stage.startTime === null) return undefined;
  const { stageTimeoutMs } = context;
  return stage.startTime + (typeof stageTimeoutMs === 'number' ? stageTimeoutMs : THREE_DAYS_MS);
}

function Expiry({ at }: { at: number }) {
  const now = useNow(60_000);
  return now === null || at < now ? null : <> Expires in {formatDuration(at - now)}.</>;
}

/** `sha256:9f3c1a2...` reads `9f3c1a2`. */
function shortHash(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, 7);
}

function meaningOf({
  requiredApprovals,
  approvedBy,
}: Pick<Quorum, 'requiredApprovals' | 'approvedBy'>): string {
  const missing = requiredApprovals - approvedBy.length;
  if (missing > 1) return `Counts as one of the ${missing} that are still needed.`;
  return requiredApprovals > 1
    ? 'Yours is the last that is needed: the run goes on.'
    : 'The run goes on at once.';
}
