'use client';

import { MultiSelect, Select, Switch, TagsInput } from '@mantine/core';
import { stringsIn, textOf } from '../document.ts';
import { effectiveValue, hasExpression, isEmpty } from '../field-values.ts';
import { readStages } from '../stage-graph.ts';
import { type Choice, ExpressionInput } from './expression-input.tsx';
import { WithCode } from './field-row.tsx';
import classes from './fields.module.css';
import type { WidgetProps } from './form-scope.ts';
import { tied } from './text-widgets.tsx';
import { useChoices } from './use-choices.ts';

/** A switch; a value that is an expression stays an expression. */
export function BooleanWidget(props: WidgetProps<'boolean'>) {
  const { field, value, onChange, scope, inputId } = props;
  if (hasExpression(value)) {
    return (
      <>
        <label className={classes.label} htmlFor={inputId}>
          {field.label}
        </label>
        <ExpressionInput
          {...tied(props)}
          value={textOf(value)}
          onChange={(text) => onChange(text === '' ? undefined : text)}
          scope={scope}
        />
      </>
    );
  }
  const isOn =
    value === undefined || value === null ? field.default === true : value === true || value === 'true';
  return (
    <Switch
      id={inputId}
      label={field.label}
      description={field.help ? <WithCode text={field.help} /> : undefined}
      checked={isOn}
      onChange={(event) => onChange(event.currentTarget.checked)}
      classNames={{ label: classes.switchLabel, description: classes.switchHelp }}
    />
  );
}

export function SelectWidget(props: WidgetProps<'select'>) {
  const { field, value, onChange, scope } = props;
  const options = field.options.map((option) => ({ value: String(option.value), label: option.label }));
  const typed = (text: string) =>
    field.options.find((option) => String(option.value) === text)?.value ?? text;
  if (field.isMultiple) {
    const chosen = stringsIn(value);
    return (
      <MultiSelect
        {...tied(props)}
        error={Boolean(props.error)}
        data={withUnknown(options, chosen)}
        value={chosen}
        onChange={(values) => onChange(values.length === 0 ? undefined : values.map(typed))}
        classNames={{ inputField: classes.pills }}
        searchable={options.length > 6}
      />
    );
  }
  const chosen = effectiveValue(field.name, [field], props.root);
  if (field.isOpen || hasExpression(chosen)) {
    const choices = field.options.map(({ value: text, label, help }) => ({
      value: String(text),
      label,
      detail: help,
    }));
    return (
      <ExpressionInput
        {...tied(props)}
        value={textOf(value)}
        choices={choices}
        onChange={(text) => onChange(text === '' ? undefined : typed(text))}
        scope={scope}
      />
    );
  }
  const text = chosen === undefined || chosen === null ? null : String(chosen);
  const help = field.options.find((option) => String(option.value) === text)?.help;
  return (
    <>
      <Select
        {...tied(props)}
        error={Boolean(props.error)}
        data={withUnknown(options, text === null ? [] : [text])}
        value={text}
        onChange={(next) => onChange(next === null ? undefined : typed(next))}
        allowDeselect={!field.required && field.default === undefined}
        searchable={options.length > 10}
      />
      {help ? <p className={classes.help}>{help}</p> : null}
    </>
  );
}

export function TagsWidget(props: WidgetProps<'tags'>) {
  const { field, value, onChange, scope } = props;
  if (typeof value === 'string' && value !== '') {
    return <ExpressionInput {...tied(props)} value={value} onChange={onChange} scope={scope} />;
  }
  const convert = (text: string) => (field.of === 'number' && /^\d+$/.test(text) ? Number(text) : text);
  const suggestions = [
    ...(field.suggestions ?? []),
    ...(/role|group/i.test(field.name) ? scope.lookups.roles : []),
  ];
  return (
    <TagsInput
      {...tied(props)}
      error={Boolean(props.error)}
      placeholder={isEmpty(value) ? (field.placeholder ?? 'Type and press Enter') : undefined}
      data={suggestions}
      classNames={{ inputField: classes.pills }}
      value={stringsIn(value)}
      onChange={(tags) => onChange(tags.length === 0 ? undefined : tags.map(convert))}
    />
  );
}

export function AccountWidget(props: WidgetProps<'account'>) {
  const choices = props.scope.lookups.accounts.map(({ name, isProduction }) => ({
    value: name,
    detail: isProduction ? 'production' : undefined,
  }));
  return <NameInput {...props} choices={choices} />;
}

export function ApplicationWidget(props: WidgetProps<'application'>) {
  return <NameInput {...props} choices={props.scope.lookups.applications.map((value) => ({ value }))} />;
}

export function NamespaceWidget(props: WidgetProps<'namespace'>) {
  const account = knownText(props.field.accountField, props.root);
  const { lookups } = props.scope;
  const names = useChoices(
    ['namespaces', account],
    () => lookups.namespaces(account),
    isKnown(account, props),
  );
  return <NameInput {...props} choices={names.map((value) => ({ value }))} />;
}

export function ManifestNameWidget(props: WidgetProps<'manifestName'>) {
  const { field, root, scope } = props;
  const account = knownText(field.accountField, root);
  const namespace = knownText(field.namespaceField, root);
  const names = useChoices(
    ['manifests', account, namespace, field.kinds],
    () => scope.lookups.manifests(account, namespace, field.kinds),
    isKnown(account, props) && namespace !== '',
  );
  return <NameInput {...props} choices={names.map((value) => ({ value }))} />;
}

/** Shows pipelines by name and keeps the id; an id that nobody knows is shown as it is. */
export function PipelineWidget(props: WidgetProps<'pipeline'>) {
  const { field, root, scope, value, onChange } = props;
  const application = knownText(field.applicationField, root) || textOf(scope.document.application);
  const pipelines = useChoices(
    ['pipelines', application],
    () => scope.lookups.pipelines(application),
    application !== '',
  );
  if (hasExpression(value)) return <NameInput {...props} choices={[]} />;
  const id = textOf(value);
  const options = pipelines.map((pipeline) => ({ value: pipeline.id, label: pipeline.name }));
  return (
    <Select
      {...tied(props)}
      error={Boolean(props.error)}
      placeholder="Choose a pipeline"
      data={withUnknown(options, id === '' ? [] : [id])}
      value={id === '' ? null : id}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      nothingFoundMessage={`No pipeline in ${application}`}
    />
  );
}

export function StageNameWidget(props: WidgetProps<'stageName'>) {
  const stages = readStages(props.scope.document).filter((entry) => entry.key !== props.scope.stageKey);
  const choices = stages.map((entry) => ({ value: entry.name, detail: entry.type }));
  return <NameInput {...props} choices={choices} />;
}

/** Values of the parameters of another pipeline; where that is not known, free names and values. */
export function PipelineParametersWidget(props: WidgetProps<'pipelineParameters'>) {
  const { field, root, scope, value, onChange, inputId } = props;
  const application = knownText('application', root) || textOf(scope.document.application);
  const pipelines = useChoices(
    ['pipelines', application],
    () => scope.lookups.pipelines(application),
    application !== '',
  );
  const id = knownText(field.pipelineField, root);
  const parameters = pipelines.find((pipeline) => pipeline.id === id)?.parameters ?? [];
  const given = Object.entries(Object(value ?? {}));
  const extra = given.map(([name]) => name).filter((name) => !parameters.some((one) => one.name === name));
  const write = (name: string, text: string) => {
    const rest = given.filter(([key]) => key !== name);
    const next = text === '' ? rest : [...rest, [name, text]];
    onChange(next.length === 0 ? undefined : Object.fromEntries(next));
  };
  const names = [...parameters, ...extra.map((name) => ({ name, label: undefined, default: undefined }))];
  if (names.length === 0) {
    const why = id === '' ? 'Choose a pipeline first.' : 'This pipeline takes no parameters.';
    return <p className={classes.help}>{why}</p>;
  }
  return names.map((parameter, index) => {
    const [, stored] = given.find(([name]) => name === parameter.name) ?? [];
    return (
      <div key={parameter.name} className={classes.subrow}>
        <label htmlFor={index === 0 ? inputId : `${inputId}.${parameter.name}`}>
          {parameter.label || parameter.name}
        </label>
        <ExpressionInput
          id={index === 0 ? inputId : `${inputId}.${parameter.name}`}
          value={textOf(stored)}
          placeholder={parameter.default}
          onChange={(text) => write(parameter.name, text)}
          scope={scope}
        />
      </div>
    );
  });
}

function NameInput(props: WidgetProps & { choices: readonly Choice[] }) {
  const { value, onChange, scope, choices } = props;
  return (
    <ExpressionInput
      {...tied(props)}
      value={textOf(value)}
      choices={choices}
      onChange={(text) => onChange(text === '' ? undefined : text)}
      scope={scope}
    />
  );
}

/** A value kept though it is no choice (any more) must be seen, not silently dropped. */
function withUnknown(options: { value: string; label: string }[], chosen: readonly string[]) {
  const unknown = chosen.filter((value) => !options.some((option) => option.value === value));
  return [...options, ...unknown.map((value) => ({ value, label: `${value} (unknown)` }))];
}

/** Half a name, as it is being typed, need not be asked about. */
function isKnown(account: string, { scope }: Pick<WidgetProps, 'scope'>): boolean {
  return scope.lookups.accounts.some(({ name }) => name === account);
}

function knownText(name: string, root: unknown): string {
  const value = effectiveValue(name, [], root);
  return hasExpression(value) ? '' : textOf(value);
}
