'use client';

import { MultiSelect, Select } from '@mantine/core';
import { failureFlags, failureOptionOf, failureOptions } from '#lib/pipelines/definition/index.ts';
import { isObject, type JsonObject } from '../document.ts';
import type { EditorAction } from '../editor-state.ts';
import { withField } from '../field-values.ts';
import { FieldForm } from '../fields/field-form.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import fieldClasses from '../fields/fields.module.css';
import { type FormScope, fieldId, problemAt } from '../fields/form-scope.ts';
import { chainBetween, type EditorStage } from '../stage-graph.ts';
import { commentFields, flowFields, windowFields } from './flow-fields.ts';
import { WindowPicker } from './window-picker.tsx';

interface FlowTabProps {
  entry: EditorStage;
  stages: readonly EditorStage[];
  scope: FormScope;
  onChange(stage: JsonObject, field: string): void;
  dispatch(action: EditorAction): void;
}

/** When the stage runs and what its failure means. */
export function FlowTab({ entry, stages, scope, onChange, dispatch }: FlowTabProps) {
  const { stage } = entry;
  const dependsId = fieldId([...scope.path, 'requisiteStageRefIds']);
  const failureId = fieldId([...scope.path, 'failPipeline']);
  const failure = failureOptionOf(stage);
  const write = (next: JsonObject, field: string) => {
    const isUnconditional = field === 'stageEnabled.expression' && isObject(next.stageEnabled);
    if (!isUnconditional) return onChange(next, field);
    const expression = isObject(next.stageEnabled) ? next.stageEnabled.expression : undefined;
    const whole = expression === undefined ? undefined : { type: 'expression', expression };
    const written = withField(next, 'stageEnabled', whole);
    if (isObject(written)) onChange(written, field);
  };
  return (
    <div className={fieldClasses.form}>
      <FieldRow
        inputId={dependsId}
        label="Runs after"
        help="The stage starts when all of these are done; without any, at the start."
        error={problemAt(scope, [...scope.path, 'requisiteStageRefIds'])?.message}
        isDisabled={scope.isReadOnly}
      >
        <DependsOn id={dependsId} entry={entry} stages={stages} dispatch={dispatch} />
      </FieldRow>
      <FieldRow
        inputId={failureId}
        label="If the stage fails"
        help={failureOptions.find((option) => option.value === failure)?.help}
        isDisabled={scope.isReadOnly}
      >
        <Select
          id={failureId}
          data={failureOptions.map(({ value, label }) => ({ value, label }))}
          value={failure}
          allowDeselect={false}
          onChange={(value) => {
            const option = failureOptions.find((one) => one.value === value);
            if (option) onChange({ ...stage, ...failureFlags(option.value) }, 'what its failure means');
          }}
        />
      </FieldRow>
      <FieldForm fields={flowFields} root={stage} onChange={write} scope={scope} />
      {stage.restrictExecutionDuringTimeWindow === true ? (
        <>
          <WindowPicker
            inputId={fieldId([...scope.path, 'restrictedExecutionWindow'])}
            window={stage.restrictedExecutionWindow}
            isDisabled={scope.isReadOnly}
            onChange={(window) => onChange({ ...stage, restrictedExecutionWindow: window }, 'its hours')}
          />
          <FieldForm fields={windowFields} root={stage} onChange={onChange} scope={scope} />
        </>
      ) : null}
      <FieldForm fields={commentFields} root={stage} onChange={onChange} scope={scope} />
    </div>
  );
}

interface DependsOnProps {
  id?: string;
  entry: EditorStage;
  stages: readonly EditorStage[];
  dispatch(action: EditorAction): void;
  label?: string;
}

/** The stages this one waits for, by name; those that would make a circle cannot be chosen. */
export function DependsOn({ id, entry, stages, dispatch, label }: DependsOnProps) {
  const names = new Map<string, number>();
  for (const { name } of stages) names.set(name, (names.get(name) ?? 0) + 1);
  const data = stages
    .filter((other) => other.key !== entry.key)
    .map((other) => ({
      value: other.key,
      label: (names.get(other.name) ?? 0) > 1 ? `${other.name} (${other.key})` : other.name,
      disabled: chainBetween(stages, entry.key, other.key) !== undefined,
    }));
  return (
    <MultiSelect
      id={id}
      aria-label={label}
      data={data}
      value={entry.requires}
      onChange={(requires) => dispatch({ type: 'set-requires', key: entry.key, requires })}
      placeholder={entry.requires.length === 0 ? 'The start of the pipeline' : undefined}
      searchable
      hidePickedOptions
    />
  );
}
