'use client';

import { ActionIcon, CloseButton, Menu, Skeleton, Tabs, Tooltip } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { type ComponentProps, lazy, Suspense } from 'react';
import { stageIcon } from '#components/graph/stage-icons.ts';
import type { StageDescription } from '#lib/stages/fields.ts';
import { type JsonObject, textOf } from '../document.ts';
import classes from '../editor.module.css';
import type { EditorAction } from '../editor-state.ts';
import { FieldForm } from '../fields/field-form.tsx';
import { type FormScope, fieldId } from '../fields/form-scope.ts';
import type { EditorStage } from '../stage-graph.ts';
import { FlowTab } from './flow-tab.tsx';
import { NotificationsTab } from './notifications-tab.tsx';

const LateStageSource = lazy(() =>
  import('./stage-source.tsx').then((module) => ({ default: module.StageSource })),
);

function StageSource(props: ComponentProps<typeof LateStageSource>) {
  return (
    <Suspense fallback={<Skeleton height={280} />}>
      <LateStageSource {...props} />
    </Suspense>
  );
}

/** The tabs of a stage's form. */
export type StageTab = 'settings' | 'flow' | 'notifications' | 'yaml';

interface StagePanelProps {
  entry: EditorStage;
  stages: readonly EditorStage[];
  description: StageDescription | undefined;
  scope: FormScope;
  tab: StageTab;
  onTab(tab: StageTab): void;
  onCopy(): void;
  dispatch(action: EditorAction): void;
}

/** The form of the selected stage. */
export function StagePanel(props: StagePanelProps) {
  const { entry, description, scope, tab, dispatch } = props;
  const StageTypeIcon = stageIcon(description?.type ?? entry.type, description?.icon);
  const change = (stage: JsonObject, field: string) =>
    dispatch({
      type: 'change-stage',
      key: entry.key,
      change: () => stage,
      field,
      label: `Changed ${field} of ${entry.name}`,
      at: Date.now(),
    });
  return (
    <section className={classes.panelBody} aria-label={`Stage ${entry.name}`}>
      <header className={classes.panelHead}>
        <span className={classes.panelIcon} data-tone={entry.type === 'manualJudgment' ? 'wait' : undefined}>
          <StageTypeIcon size={17} stroke={1.75} aria-hidden />
        </span>
        <input
          id={fieldId([...scope.path, 'name'])}
          className={classes.nameInput}
          aria-label="Name of the stage"
          value={textOf(entry.stage.name)}
          placeholder={entry.type}
          size={Math.max(8, textOf(entry.stage.name).length || entry.type.length)}
          onChange={(event) => change({ ...entry.stage, name: event.currentTarget.value }, 'name')}
          spellCheck={false}
          disabled={scope.isReadOnly}
        />
        <span className={classes.panelKind}>{description?.label ?? entry.type}</span>
        {scope.isReadOnly ? null : (
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label="Copy this stage" className={classes.panelAction}>
                  <IconCopy size={16} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  onClick={() => dispatch({ type: 'duplicate-stages', keys: [entry.key] })}
                  rightSection={<kbd>Ctrl D</kbd>}
                >
                  Duplicate
                </Menu.Item>
                <Menu.Item onClick={props.onCopy} rightSection={<kbd>Ctrl C</kbd>}>
                  Copy for another pipeline
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Tooltip label="Remove this stage">
              <ActionIcon
                aria-label={`Remove ${entry.name}`}
                onClick={() => dispatch({ type: 'remove-stages', keys: [entry.key], reconnect: true })}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <CloseButton
          aria-label="Close"
          className={classes.narrowOnly}
          onClick={() => dispatch({ type: 'select', keys: [] })}
        />
      </header>
      <Tabs
        value={tab}
        onChange={(value) => props.onTab(asTab(value))}
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
          <Tabs.Tab value="flow">Flow</Tabs.Tab>
          <Tabs.Tab value="notifications">Notifications</Tabs.Tab>
          <Tabs.Tab value="yaml">YAML</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings" className={classes.tabPanel}>
          {description ? (
            <FieldForm fields={description.fields} root={entry.stage} onChange={change} scope={scope} />
          ) : (
            <UnknownStage type={entry.type} />
          )}
          {description?.fields.length === 0 ? (
            <p className={classes.faint}>{description.description}</p>
          ) : null}
          {description ? null : <StageSource entry={entry} isReadOnly={scope.isReadOnly} onChange={change} />}
        </Tabs.Panel>
        <Tabs.Panel value="flow" className={classes.tabPanel}>
          <FlowTab entry={entry} stages={props.stages} scope={scope} onChange={change} dispatch={dispatch} />
        </Tabs.Panel>
        <Tabs.Panel value="notifications" className={classes.tabPanel}>
          <NotificationsTab entry={entry} scope={scope} onChange={change} />
        </Tabs.Panel>
        <Tabs.Panel value="yaml" className={classes.tabPanel}>
          <StageSource entry={entry} isReadOnly={scope.isReadOnly} onChange={change} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** The tab on which a field of a stage is found. */
export function tabOf(
  field: string | number | undefined,
  description: StageDescription | undefined,
): StageTab {
  const name = String(field);
  if (
    [
      'requisiteStageRefIds',
      'stageEnabled',
      'stageTimeoutMs',
      'failPipeline',
      'restrictedExecutionWindow',
      'comments',
    ].includes(name)
  ) {
    return 'flow';
  }
  if (name === 'notifications') return 'notifications';
  if (name === 'type' || name === 'refId') return 'yaml';
  const isInForm = description?.fields.some((one) => one.name.split('.')[0] === name);
  return isInForm || name === 'name' ? 'settings' : 'yaml';
}

function UnknownStage({ type }: { type: string }) {
  return (
    <div className={classes.note} role="note">
      <strong>Foredeck does not know this kind of stage</strong>
      <p>
        {type ? (
          <>
            Stages of type <code>{type}</code> are kept as they are, but a run fails when it reaches one.
          </>
        ) : (
          'This stage has no type.'
        )}{' '}
        Its settings can be edited as YAML.
      </p>
    </div>
  );
}

function asTab(value: string | null): StageTab {
  return value === 'flow' || value === 'notifications' || value === 'yaml' ? value : 'settings';
}
