'use client';

import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import type { GraphStage } from '#components/graph/model.ts';
import { stageIcon } from '#components/graph/stage-icons.ts';
import type { Placement } from './edit-stages.ts';
import classes from './editor.module.css';
import type { EditorAction } from './editor-state.ts';
import { DependsOn } from './forms/flow-tab.tsx';
import type { EditorStage } from './stage-graph.ts';

interface StageTableTwinProps {
  stages: readonly EditorStage[];
  graphStages: readonly GraphStage[];
  selection: readonly string[];
  dispatch(action: EditorAction): void;
  onAskKind(placement: Placement): void;
  onOpen(key: string): void;
}

/** The pipeline as a table: everything the picture can do, in rows and plain controls. */
export function StageTableTwin(props: StageTableTwinProps) {
  const { stages, selection, dispatch, onAskKind, onOpen } = props;
  const looks = new Map(props.graphStages.map((stage) => [stage.refId, stage]));
  return (
    <div className={classes.tableWrap}>
      <table className={classes.table}>
        <caption className={classes.spoken}>Stages and what each runs after</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Details</th>
            <th scope="col">Runs after</th>
            <th scope="col">
              <span className={classes.spoken}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((entry, index) => {
            const look = looks.get(entry.key);
            const StageTypeIcon = stageIcon(look?.type ?? entry.type, look?.icon);
            return (
              <tr key={entry.key} data-selected={selection.includes(entry.key) || undefined}>
                <th scope="row">
                  <button type="button" className={classes.rowButton} onClick={() => onOpen(entry.key)}>
                    <StageTypeIcon size={16} stroke={1.75} aria-hidden />
                    <span>{entry.name}</span>
                    {look?.problems ? (
                      <span className={classes.count} title={`${look.problems} to put right`}>
                        {look.problems}
                      </span>
                    ) : null}
                  </button>
                </th>
                <td className={classes.faint}>{look?.subtitle}</td>
                <td>
                  <DependsOn
                    entry={entry}
                    stages={stages}
                    dispatch={dispatch}
                    label={`${entry.name} runs after`}
                  />
                </td>
                <td className={classes.rowActions}>
                  <ActionIcon
                    aria-label={`Add a stage after ${entry.name}`}
                    onClick={() => onAskKind({ at: 'after', keys: [entry.key] })}
                  >
                    <IconPlus size={15} stroke={1.75} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${entry.name} up`}
                    disabled={index === 0}
                    onClick={() => dispatch({ type: 'move-stage', key: entry.key, by: -1 })}
                  >
                    <IconArrowUp size={15} stroke={1.75} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${entry.name} down`}
                    disabled={index === stages.length - 1}
                    onClick={() => dispatch({ type: 'move-stage', key: entry.key, by: 1 })}
                  >
                    <IconArrowDown size={15} stroke={1.75} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Remove ${entry.name}`}
                    onClick={() => dispatch({ type: 'remove-stages', keys: [entry.key], reconnect: true })}
                  >
                    <IconTrash size={15} stroke={1.75} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={() => onAskKind({ at: 'start' })}
      >
        Add a stage at the start
      </Button>
    </div>
  );
}
