import { z } from 'zod';
import type { StageDescription } from '../fields.ts';

export const EvaluateVariablesContext = z.object({
  variables: z
    .array(z.object({ key: z.coerce.string().min(1, 'Give the variable a name.'), value: z.unknown() }), {
      error: 'List the variables.',
    })
    .default([]),
});
export type EvaluateVariablesContext = z.infer<typeof EvaluateVariablesContext>;

export const evaluateVariablesDescription: StageDescription = {
  type: 'evaluateVariables',
  label: 'Evaluate variables',
  description: 'Computes values that later stages read by name.',
  group: 'Control',
  icon: 'variables',
  fields: [
    {
      kind: 'list',
      name: 'variables',
      label: 'Variables',
      itemLabel: 'Variable',
      required: true,
      default: [],
      help: 'Evaluated in order: a later one may use an earlier one.',
      item: [
        { kind: 'text', name: 'key', label: 'Name', required: true },
        { kind: 'text', name: 'value', label: 'Value', placeholder: '${ parameters.version }' },
        { kind: 'text', name: 'description', label: 'Description', isAdvanced: true },
      ],
    },
  ],
  summary: (stage) => {
    if (!Array.isArray(stage.variables)) return '';
    return stage.variables
      .map((variable: { key?: unknown } | null) => String(variable?.key ?? ''))
      .join(', ');
  },
};
