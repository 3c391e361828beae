'use client';

import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconBell,
  IconBolt,
  IconBox,
  IconCode,
  IconSchema,
  IconSettings,
  IconTable,
  IconVariable,
} from '@tabler/icons-react';
import type { PipelineDocument } from './document.ts';
import classes from './editor.module.css';
import { PIPELINE_PARTS, type PipelinePart } from './forms/pipeline-panel.tsx';
import { KeysHelp } from './keys-help.tsx';

/** The picture, or its twin for those who would rather read. */
export type EditorView = 'graph' | 'table';

const PART_ICONS = {
  triggers: IconBolt,
  parameters: IconAdjustmentsHorizontal,
  notifications: IconBell,
  artifacts: IconBox,
  options: IconSettings,
} satisfies { [Part in PipelinePart]: unknown };

const PART_ORDER = ['triggers', 'parameters', 'notifications', 'artifacts', 'options'] as const;

interface EditorToolbarProps {
  document: PipelineDocument;
  part: PipelinePart | undefined;
  onPart(part: PipelinePart): void;
  view: EditorView;
  onView(view: EditorView): void;
  hasSource: boolean;
  onSource(hasSource: boolean): void;
  /** Opens the tester of expressions. */
  onTry?(): void;
}

/** What belongs to the pipeline as a whole, and the ways to look at it. */
export function EditorToolbar(props: EditorToolbarProps) {
  const { document, part, view, hasSource } = props;
  return (
    <div className={classes.toolbar}>
      {PART_ORDER.map((name) => {
        const PartIcon = PART_ICONS[name];
        const { title, key } = PIPELINE_PARTS[name];
        const list = key === undefined ? undefined : document[key];
        const count = Array.isArray(list) ? list.length : 0;
        return (
          <Button
            key={name}
            variant="default"
            size="xs"
            leftSection={<PartIcon size={15} stroke={1.75} aria-hidden />}
            onClick={() => props.onPart(name)}
            aria-pressed={part === name}
            data-active={part === name || undefined}
            className={classes.pill}
          >
            <span className={classes.pillWord} data-first-to-go={name === 'options' || undefined}>
              {title}
            </span>
            {count > 0 ? <span className={classes.pillCount}>{count}</span> : null}
          </Button>
        );
      })}
      <span className={classes.grow} />
      {props.onTry ? (
        <Tooltip label="Try an expression">
          <ActionIcon variant="default" size={26} aria-label="Try an expression" onClick={props.onTry}>
            <IconVariable size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      <KeysHelp />
      <SegmentedControl
        size="xs"
        aria-label="Show the stages as"
        value={view}
        onChange={(value) => props.onView(value === 'table' ? 'table' : 'graph')}
        data={[
          { value: 'graph', label: <IconSchema size={15} stroke={1.75} aria-label="Graph" /> },
          { value: 'table', label: <IconTable size={15} stroke={1.75} aria-label="Table" /> },
        ]}
      />
      <Tooltip label="The whole pipeline as YAML or JSON">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCode size={15} stroke={1.75} aria-hidden />}
          aria-pressed={hasSource}
          data-active={hasSource || undefined}
          onClick={() => props.onSource(!hasSource)}
          className={classes.pill}
        >
          <span className={classes.pillWord} data-first-to-go>
            YAML
          </span>
        </Button>
      </Tooltip>
    </div>
  );
}
