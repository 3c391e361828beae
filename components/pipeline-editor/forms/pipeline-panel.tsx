'use client';

import { CloseButton } from '@mantine/core';
import type { Field } from '#lib/stages/fields.ts';
import type { JsonObject, PipelineDocument } from '../document.ts';
import classes from '../editor.module.css';
import type { EditorAction } from '../editor-state.ts';
import { FieldForm } from '../fields/field-form.tsx';
import type { FormScope } from '../fields/form-scope.ts';
import { notificationFields } from './notification-fields.ts';
import { withLevel } from './notifications-tab.tsx';
import { optionFields, parameterFields } from './pipeline-fields.ts';
import { triggerFields } from './trigger-fields.ts';

/** The parts of a pipeline that belong to no stage. */
export type PipelinePart = 'triggers' | 'parameters' | 'notifications' | 'artifacts' | 'options';

/** Title and the key of the document behind each part. */
export const PIPELINE_PARTS: { [Part in PipelinePart]: { title: string; help: string; key?: string } } = {
  triggers: { title: 'Triggers', help: 'What starts this pipeline by itself.', key: 'triggers' },
  parameters: { title: 'Parameters', help: 'What is asked for when it starts.', key: 'parameterConfig' },
  notifications: { title: 'Notifications', help: 'Who is told how it goes.', key: 'notifications' },
  artifacts: {
    title: 'Artifacts',
    help: 'What it expects to be given: images, charts, files. Triggers and stages refer to these.',
    key: 'expectedArtifacts',
  },
  options: { title: 'Settings', help: 'Of the pipeline as a whole.' },
};

/** The part that holds a key of the document; what no other part holds is a setting. */
export function partOf(key: string | number | undefined): PipelinePart {
  const parts = Object.entries(PIPELINE_PARTS) as [PipelinePart, { key?: string }][];
  return parts.find(([, part]) => part.key !== undefined && part.key === key)?.[0] ?? 'options';
}

interface PipelinePanelProps {
  part: PipelinePart;
  document: PipelineDocument;
  scope: FormScope;
  onClose?(): void;
  dispatch(action: EditorAction): void;
}

/** The form of one part of the pipeline. */
export function PipelinePanel({ part, document, scope, onClose, dispatch }: PipelinePanelProps) {
  const { title, help } = PIPELINE_PARTS[part];
  const change = (next: JsonObject, field: string) => {
    const value = part === 'notifications' ? withLevel(next, document, 'pipeline')[field] : undefined;
    dispatch({
      type: 'replace-document',
      document: value === undefined ? next : { ...next, [field]: value },
      field,
      label: part === 'options' ? `Changed ${field} of the pipeline` : `Changed ${title.toLowerCase()}`,
      at: Date.now(),
    });
  };
  return (
    <section className={classes.panelBody} aria-label={title}>
      <header className={classes.panelHead}>
        <div>
          <h2 className={classes.panelTitle}>{title}</h2>
          <p className={classes.faint}>{help}</p>
        </div>
        {onClose ? (
          <CloseButton aria-label="Close" onClick={onClose} className={classes.panelAction} />
        ) : null}
      </header>
      <div className={classes.tabPanel}>
        <FieldForm fields={fieldsOf(part, document)} root={document} onChange={change} scope={scope} />
      </div>
    </section>
  );
}

function fieldsOf(part: PipelinePart, document: PipelineDocument): readonly Field[] {
  switch (part) {
    case 'triggers':
      return [list('triggers', 'Trigger', triggerFields(document))];
    case 'parameters':
      return [list('parameterConfig', 'Parameter', parameterFields)];
    case 'notifications':
      return [list('notifications', 'Notification', notificationFields('pipeline'))];
    case 'artifacts':
      return [{ name: 'expectedArtifacts', label: '', kind: 'expectedArtifacts' }];
    case 'options':
      return optionFields;
    default:
      return part satisfies never;
  }
}

function list(name: string, itemLabel: string, item: readonly Field[]): Field {
  return { name, label: '', kind: 'list', itemLabel, item };
}
