'use client';

import { Accordion } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import { progressOf } from '#components/approvals/quorum.ts';
import { Duration } from '#components/status/age.tsx';
import { StatusChip, StatusDot } from '#components/status/status-chip.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import { isActive } from '#lib/engine/statuses.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { describeStage } from '#lib/stages/descriptions.ts';
import { approversOf, judgmentIn } from '#lib/stages/manual-judgment/model.ts';
import { DeployResults } from './deploy-results.tsx';
import classes from './execution.module.css';
import { failuresOf, headOf } from './failures-of.ts';
import { JudgmentPanel } from './judgment-panel.tsx';
import { stageStatus } from './run-status.ts';
import { StageActions } from './stage-actions.tsx';
import { StageHistory } from './stage-history.tsx';
import { wordsOf } from './words-of.ts';

// Only whoever opens the raw document pays for its editor.
const YamlEditor = dynamic(
  () => import('#components/ui/yaml-editor.tsx').then((module) => module.YamlEditor),
  { ssr: false, loading: () => <TextSkeleton lines={6} /> },
);

interface Props {
  run: ExecutionDetail;
  stage: StageRow;
  onSelect: (stageId: string) => void;
}

/** The stage one looks at: what it does or did, why it failed, what a person can do about it. */
export function StagePanel({ run, stage, onSelect }: Props) {
  const detail = useQuery(executionQueries.stage(run.id, stage.id));
  const inner = run.stages.filter((each) => each.parentId === stage.id);
  return (
    <aside className={classes.panel} aria-label={`Stage ${stage.name}`}>
      <div>
        <h2 className={classes.panelTitle}>
          <span className={classes.panelName}>{stage.name}</span>
          <StatusChip status={stageStatus(stage)}>{approvalsIn(stage, detail.data?.context)}</StatusChip>
          <CopyLink stageId={stage.id} />
        </h2>
        <span className={classes.kind}>
          {describeStage(stage.type)?.label ?? stage.type}
          {stage.startTime === null ? '' : ' · '}
          {stage.startTime === null ? null : <Duration startTime={stage.startTime} endTime={stage.endTime} />}
        </span>
      </div>
      {stage.error ? <Failure stage={stage} detail={detail.data?.context} /> : null}
      <StageActions run={run} stage={stage} />
      {detail.data ? <StageHistory context={detail.data.context} restarts={stage.restarts} /> : null}
      {stage.type === 'manualJudgment' && detail.data ? (
        <JudgmentPanel run={run} stage={stage} context={detail.data.context} />
      ) : null}
      <QueryFaces query={detail} skeleton={<TextSkeleton lines={4} />}>
        {({ context, outputs }) => (
          <DeployResults
            application={run.application}
            isActive={isActive(stage.status)}
            context={context}
            outputs={outputs}
          />
        )}
      </QueryFaces>
      <section className={classes.section} aria-label="Tasks">
        <h3 className={classes.sectionTitle}>Tasks</h3>
        {stage.tasks.length === 0 ? <span className={classes.muted}>It has not begun.</span> : null}
        <ul className={classes.tasks}>
          {stage.tasks.map((task) => (
            <li key={task.name} className={classes.task}>
              <StatusDot status={task.status} isBare />
              <span className={classes.taskName}>{wordsOf(task.name)}</span>
              <span className={classes.number}>
                {task.startTime === null ? (
                  ''
                ) : (
                  <Duration startTime={task.startTime} endTime={task.endTime} />
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {inner.length > 0 ? (
        <section className={classes.section} aria-label="Inner stages">
          <h3 className={classes.sectionTitle}>Inner stages</h3>
          {inner.map((each) => (
            <button
              key={each.id}
              type="button"
              className={classes.timelineRow}
              onClick={() => onSelect(each.id)}
            >
              <span className={classes.timelineName}>{each.name}</span>
              <StatusChip status={stageStatus(each)} />
            </button>
          ))}
        </section>
      ) : null}
      <Accordion variant="default" chevronPosition="left" keepMounted={false}>
        <Accordion.Item value="source">
          <Accordion.Control>Everything it was told and recorded</Accordion.Control>
          <Accordion.Panel>
            {detail.data ? (
              <YamlEditor
                label={`Context of ${stage.name}`}
                language="json"
                value={JSON.stringify(
                  { context: detail.data.context, outputs: detail.data.outputs },
                  null,
                  2,
                )}
                isReadOnly
                height="360px"
              />
            ) : null}
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </aside>
  );
}

/** "1 of 2 approvals" while more than one is needed; otherwise the status's own word. */
function approvalsIn(stage: StageRow, context: Record<string, unknown> | undefined): string | undefined {
  if (stageStatus(stage) !== 'WAITING' || !context) return undefined;
  const judgment = judgmentIn(context);
  return progressOf({ requiredApprovals: judgment.requiredApprovals, approvedBy: approversOf(judgment) });
}

/** Leads a colleague to this very stage. */
function CopyLink({ stageId }: { stageId: string }) {
  const path = usePathname();
  const origin = typeof window === 'undefined' ? '' : window.location.origin;
  return (
    <span className={classes.copy}>
      <CopyButton value={`${origin}${path}?stage=${encodeURIComponent(stageId)}`} what="link to this stage" />
    </span>
  );
}

/** The first sentence leads; what else the cluster said follows, the last lines of a log in mono. */
function Failure({ stage, detail }: { stage: StageRow; detail: Record<string, unknown> | undefined }) {
  const [first, ...more] = failuresOf(stage.error ?? '', detail);
  const { head, rest } = headOf(first?.sentence ?? '');
  return (
    <Notice tone="bad" title={head}>
      {rest ? <p className={classes.noticeRest}>{rest}</p> : null}
      {first?.logTail ? <pre className={classes.logTail}>{first.logTail}</pre> : null}
      {more.map(({ sentence, logTail }) => (
        <div key={sentence}>
          <p>{sentence}</p>
          {logTail ? <pre className={classes.logTail}>{logTail}</pre> : null}
        </div>
      ))}
    </Notice>
  );
}
