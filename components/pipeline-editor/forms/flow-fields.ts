import type { Field } from '#lib/stages/fields.ts';

/** When and under which conditions a stage runs, beyond its arrows and what its failure means. */
export const flowFields: readonly Field[] = [
  {
    name: 'stageEnabled.expression',
    label: 'Only if this is true',
    kind: 'expression',
    placeholder: "parameters.region == 'eu'",
    help: 'An expression without `${ }`. When it is false, or cannot be evaluated, the stage is skipped.',
  },
  {
    name: 'stageTimeoutMs',
    label: 'Fail after',
    kind: 'duration',
    unit: 'ms',
    placeholder: 'The usual time of this kind of stage',
  },
  {
    name: 'failOnFailedExpressions',
    label: 'Fail when an expression fails',
    kind: 'boolean',
    default: false,
    help: 'Otherwise the expression is left in the text as it is.',
  },
  {
    name: 'restrictExecutionDuringTimeWindow',
    label: 'Run only at certain times',
    kind: 'boolean',
    default: false,
    help: 'At other times the stage waits.',
  },
];

/** Details of the window, beside its days and hours. */
export const windowFields: readonly Field[] = [
  {
    name: 'restrictedExecutionWindow.jitter.enabled',
    label: 'Wait a random time more',
    kind: 'boolean',
    default: false,
    help: 'So that many pipelines do not start in the same second.',
  },
  {
    name: 'restrictedExecutionWindow.jitter.minDelay',
    label: 'At least',
    kind: 'duration',
    unit: 's',
    showWhen: [{ field: 'restrictedExecutionWindow.jitter.enabled', in: [true] }],
  },
  {
    name: 'restrictedExecutionWindow.jitter.maxDelay',
    label: 'At most',
    kind: 'duration',
    unit: 's',
    showWhen: [{ field: 'restrictedExecutionWindow.jitter.enabled', in: [true] }],
  },
  {
    name: 'restrictedExecutionWindow.jitter.skipManual',
    label: 'Not when started by hand',
    kind: 'boolean',
    default: false,
    showWhen: [{ field: 'restrictedExecutionWindow.jitter.enabled', in: [true] }],
  },
  {
    name: 'skipWindowText',
    label: 'Question before the wait is skipped',
    kind: 'text',
    placeholder: 'The pipeline will go on outside its hours. Continue?',
  },
];

/** Notes for people, kept with the stage. */
export const commentFields: readonly Field[] = [{ name: 'comments', label: 'Comments', kind: 'markdown' }];
