'use client';

import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Field } from '#lib/stages/fields.ts';
import { isObject, type JsonObject, valueAt } from '../document.ts';
import { hasExpression, isEmpty, isShown, withField } from '../field-values.ts';
import { FieldRow } from './field-row.tsx';
import classes from './fields.module.css';
import { type FormScope, fieldId, problemAt } from './form-scope.ts';
import { hasOwnLabel, isGroupKind, Widget } from './widget.tsx';

interface FieldFormProps {
  fields: readonly Field[];
  /** The object the fields belong to. */
  root: unknown;
  onChange(root: JsonObject, field: string): void;
  scope: FormScope;
}

/** A form made from a list of fields: what applies, in order, the rarely used folded away. */
export function FieldForm({ fields, root, onChange, scope }: FieldFormProps) {
  const shown = fields.filter((field) => isShown(field, fields, root));
  const main = shown.filter((field) => !field.isAdvanced);
  const more = shown.filter((field) => field.isAdvanced);
  const isUsed = more.some((field) => {
    const path = field.name.split('.');
    const value = valueAt(root, path);
    return problemAt(scope, [...scope.path, ...path]) || (!isEmpty(value) && value !== field.default);
  });
  const [isOpen, { toggle }] = useDisclosure(isUsed);
  const draw = (field: Field) => (
    <FormField key={field.name} field={field} root={root} onChange={onChange} scope={scope} />
  );
  return (
    <div className={classes.form}>
      {main.map(draw)}
      {more.length > 0 ? (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            onClick={toggle}
            aria-expanded={isOpen}
            leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            className={classes.add}
          >
            More
          </Button>
          <Collapse expanded={isOpen}>
            <div className={classes.form}>{isOpen ? more.map(draw) : null}</div>
          </Collapse>
        </div>
      ) : null}
    </div>
  );
}

/** One field with its label, help and error. */
function FormField({ field, root, onChange, scope }: { field: Field } & Omit<FieldFormProps, 'fields'>) {
  const path = [...scope.path, ...field.name.split('.')];
  const problem = problemAt(scope, path);
  const inputId = fieldId(path);
  const writeRoot = (next: unknown) => {
    if (isObject(next)) onChange(next, field.name);
  };
  const write = (value: unknown) => writeRoot(withField(root, field.name, value));
  const { suggestion } = problem ?? {};
  const value = valueAt(root, field.name.split('.'));
  const { onTry } = scope;
  const tried = typeof value !== 'string' || value === '' ? undefined : expressionIn(field, value);
  const widget = (
    <Widget
      field={field}
      inputId={inputId}
      root={root}
      value={value}
      onChange={write}
      onRootChange={writeRoot}
      scope={scope}
      error={problem?.message}
    />
  );
  return (
    <FieldRow
      inputId={inputId}
      label={hasOwnLabel(field) ? '' : field.label}
      help={hasOwnLabel(field) ? undefined : field.help}
      error={problem?.message}
      isRequired={field.required}
      remedy={suggestion === undefined ? undefined : { label: suggestion, apply: () => write(suggestion) }}
      onTry={onTry && tried ? () => onTry(tried) : undefined}
      isGroup={isGroupKind(field)}
      isDisabled={scope.isReadOnly}
    >
      {widget}
    </FieldRow>
  );
}

/** The text as the tester takes it: a field that is an expression as a whole is written without `${ }`. */
function expressionIn(field: Field, value: string): string | undefined {
  if (hasExpression(value)) return value;
  return field.kind === 'expression' ? `\${${value}}` : undefined;
}
