'use client';

import { useQuery } from '@tanstack/react-query';
import { StatusChip } from '#components/status/status-chip.tsx';
import { QueryFaces } from '#components/ui/query-faces.tsx';
import { ListSkeleton } from '#components/ui/skeletons.tsx';
import { executionQueries } from '#lib/client/queries/executions.ts';
import type { ExecutionDetail } from '#lib/executions/schema.ts';
import { DeployResults } from './deploy-results.tsx';
import classes from './execution.module.css';
import { type PlannedStage, plannedStages } from './planned-stages.ts';
import { stageStatus } from './run-status.ts';

interface Props {
  run: ExecutionDetail;
  selected: string | undefined;
  onSelect: (stageId: string) => void;
}

/** What a dry run found, stage by stage: what each would do with its expressions filled in, and the diffs of each deploy. */
export function DryRunPlan({ run, selected, onSelect }: Props) {
  const source = useQuery(executionQueries.source(run.id));
  return (
    <section className={classes.plan} aria-label="Plan">
      <QueryFaces query={source} skeleton={<ListSkeleton rows={run.stages.length} />}>
        {(data) => (
          <ol className={classes.planList}>
            {plannedStages(run.stages, data).map((planned) => (
              <Planned
                key={planned.stage.id}
                run={run}
                planned={planned}
                isSelected={planned.stage.id === selected}
                onSelect={onSelect}
              />
            ))}
          </ol>
        )}
      </QueryFaces>
    </section>
  );
}

function Planned({
  run,
  planned,
  isSelected,
  onSelect,
}: {
  run: ExecutionDetail;
  planned: PlannedStage;
  isSelected: boolean;
  onSelect: (stageId: string) => void;
}) {
  const { stage, kind, summary, context } = planned;
  return (
    <li className={classes.planned} data-selected={isSelected || undefined}>
      <div className={classes.plannedHead}>
        <button type="button" className={classes.plannedName} onClick={() => onSelect(stage.id)}>
          {stage.name}
        </button>
        <span className={classes.muted}>
          {kind}
          {summary ? ` · ${summary}` : ''}
        </span>
        <StatusChip status={stageStatus(stage)}>
          {stage.status === 'SUCCEEDED' ? 'Planned' : undefined}
        </StatusChip>
      </div>
      {stage.error ? <p className={classes.planError}>{stage.error}</p> : null}
      <DeployResults application={run.application} isActive={false} context={context} outputs={{}} />
    </li>
  );
}
