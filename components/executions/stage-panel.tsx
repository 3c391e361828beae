'use client';

import { Accordion } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Duration } from '#components/status/age.tsx';
import { StatusChip, StatusDot } from '#components/status/status-chip.tsx';
import { Notice } from '#components/ui/error-state.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { YamlEditor } from '#components/ui/yaml-editor.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionDetail, StageRow } from '#lib/executions/schema.ts';
import { describeStage } from '#lib/stages/descriptions.ts';
import { DeployResults } from './deploy-results.tsx';
import classes from './execution.module.css';
import { JudgmentPanel } from './judgment-panel.tsx';
import { stageStatus } from './run-status.ts';
import { StageActions } from './stage-actions.tsx';
import { wordsOf } from './words-of.ts';

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
          {stage.name} <StatusChip status={stageStatus(stage)} />
        </h2>
        <span className={classes.kind}>
          {describeStage(stage.type)?.label ?? stage.type}
          {stage.startTime === null ? '' : ' · '}
          {stage.startTime === null ? null : <Duration startTime={stage.startTime} endTime={stage.endTime} />}
        </span>
      </div>
      {stage.error ? <Failure stage={stage} detail={detail.data?.context} /> : null}
      <StageActions run={run} stage={stage} />
      {stage.type === 'manualJudgment' && detail.data ? (
        <JudgmentPanel run={run} stage={stage} context={detail.data.context} />
      ) : null}
      <QueryFaces query={detail}>
        {({ context, outputs }) => <DeployResults context={context} outputs={outputs} />}
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
      <Accordion variant="default" chevronPosition="left">
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

/** The first sentence leads; what else the cluster said follows. */
function Failure({ stage, detail }: { stage: StageRow; detail: Record<string, unknown> | undefined }) {
  const more = errorsIn(detail).filter((sentence) => sentence !== stage.error);
  return (
    <Notice tone="bad" title={stage.error ?? ''}>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  );
}

function errorsIn(context: Record<string, unknown> | undefined): string[] {
  const exception = context?.exception;
  if (typeof exception !== 'object' || exception === null || !('details' in exception)) return [];
  const { details } = exception;
  if (typeof details !== 'object' || details === null || !('errors' in details)) return [];
  return Array.isArray(details.errors) ? details.errors.map(String) : [];
}
