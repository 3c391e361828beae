'use client';

import { Skeleton } from '@mantine/core';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Field, FieldKind } from '#lib/stages/fields.ts';
import { ArtifactWidget, ExpectedArtifactsWidget } from './artifact-widgets.tsx';
import {
  AccountWidget,
  ApplicationWidget,
  BooleanWidget,
  ManifestNameWidget,
  NamespaceWidget,
  PipelineParametersWidget,
  PipelineWidget,
  SelectWidget,
  StageNameWidget,
  TagsWidget,
} from './choice-widgets.tsx';
import type { WidgetProps } from './form-scope.ts';
import { KeyValueWidget, ListWidget } from './list-widgets.tsx';
import { DurationWidget, MomentWidget, NumberWidget, TextWidget } from './text-widgets.tsx';

// Reading and writing YAML takes a library of its own; it comes with the first field that needs it.
const YamlField = lazy(() => import('./yaml-widget.tsx').then((module) => ({ default: module.YamlWidget })));

function YamlWidget(props: WidgetProps<'yaml'>) {
  return (
    <Suspense fallback={<Skeleton height={96} />}>
      <YamlField {...props} />
    </Suspense>
  );
}

/** One widget a kind: a kind without one does not compile. */
const WIDGETS: { [Kind in FieldKind]: ComponentType<WidgetProps<Kind>> } = {
  text: TextWidget,
  expression: TextWidget,
  multiline: TextWidget,
  markdown: TextWidget,
  number: NumberWidget,
  boolean: BooleanWidget,
  select: SelectWidget,
  tags: TagsWidget,
  keyValue: KeyValueWidget,
  list: ListWidget,
  yaml: YamlWidget,
  account: AccountWidget,
  namespace: NamespaceWidget,
  manifestName: ManifestNameWidget,
  pipeline: PipelineWidget,
  application: ApplicationWidget,
  duration: DurationWidget,
  moment: MomentWidget,
  artifact: ArtifactWidget,
  expectedArtifacts: ExpectedArtifactsWidget,
  stageName: StageNameWidget,
  pipelineParameters: PipelineParametersWidget,
};

const GROUPS: readonly FieldKind[] = [
  'keyValue',
  'list',
  'expectedArtifacts',
  'artifact',
  'pipelineParameters',
  'yaml',
];

/** The control of a field. */
export function Widget(props: WidgetProps) {
  // The table pairs each kind with a widget for just that kind; TypeScript cannot follow that through a lookup.
  const Control = WIDGETS[props.field.kind] as ComponentType<WidgetProps>;
  return <Control {...props} />;
}

/** True for a control that carries its own label and help, as a switch does. */
export function hasOwnLabel(field: Field): boolean {
  return field.kind === 'boolean';
}

/** True for a field of several controls. */
export function isGroupKind(field: Field): boolean {
  return GROUPS.includes(field.kind);
}
