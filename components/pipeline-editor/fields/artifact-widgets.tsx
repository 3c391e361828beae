'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { isObject, textOf, valueAt } from '../document.ts';
import { isEmpty, withField } from '../field-values.ts';
import { artifactFields, expectedArtifactChoices, expectedArtifactFields } from './artifact-fields.ts';
import { FieldForm } from './field-form.tsx';
import classes from './fields.module.css';
import { scopeAt, type WidgetProps } from './form-scope.ts';
import { ListWidget } from './list-widgets.tsx';

const INLINE_FIELDS = artifactFields('');

/** An artifact the pipeline expects, or one written in place. */
export function ArtifactWidget(props: WidgetProps<'artifact'>) {
  const { field, root, value, scope, inputId } = props;
  const path = field.idField.split('.');
  const id = textOf(valueAt(root, path));
  const choices = expectedArtifactChoices(scope.document);
  const [way, setWay] = useState(isEmpty(value) || id !== '' ? 'expected' : 'inline');
  return (
    <div className={classes.group}>
      <SegmentedControl
        className={classes.segmented}
        size="xs"
        value={way}
        onChange={setWay}
        data={[
          { value: 'expected', label: 'Expected by the pipeline' },
          { value: 'inline', label: 'Written here' },
        ]}
      />
      {way === 'expected' ? (
        <Select
          id={inputId}
          aria-label={field.label}
          data={
            choices.some((choice) => choice.value === id) || id === ''
              ? choices
              : [...choices, { value: id, label: `${id} (unknown)` }]
          }
          value={id === '' ? null : id}
          placeholder={choices.length === 0 ? 'The pipeline expects no artifact yet' : 'Choose an artifact'}
          onChange={(next) => {
            const without = withField(root, field.name, undefined);
            props.onRootChange(withField(without, field.idField, next ?? undefined));
          }}
          clearable
        />
      ) : (
        <FieldForm
          fields={INLINE_FIELDS}
          root={isObject(value) ? value : {}}
          onChange={(next) => {
            const without = withField(root, field.idField, undefined);
            props.onRootChange(withField(without, field.name, next));
          }}
          scope={scopeAt(scope, field.name.split('.'))}
        />
      )}
    </div>
  );
}

/** A list of expected artifacts; each gets an id by which triggers and stages name it. */
export function ExpectedArtifactsWidget(props: WidgetProps<'expectedArtifacts'>) {
  const { field, onChange } = props;
  const write = (value: unknown) => {
    if (!Array.isArray(value)) return onChange(value);
    onChange(value.map((entry) => (isObject(entry) && entry.id === undefined ? named(entry) : entry)));
  };
  const list = { ...field, kind: 'list', item: expectedArtifactFields, itemLabel: 'Artifact' } as const;
  return <ListWidget {...props} field={list} onChange={write} />;
}

function named(entry: object): object {
  return { id: crypto.randomUUID(), matchArtifact: {}, ...entry };
}
