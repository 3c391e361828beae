import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { LabelSelectors, Target, targetFields, targetSummary } from '../kubernetes/schema.ts';

const Text = z.union([z.string(), z.boolean(), z.number()]).transform(String);

/** Reference sections 2.2 and 5.9: every option value is text on the wire. */
export const DeleteManifestContext = Target.extend({
  kinds: z.array(z.string()).default([]),
  labelSelectors: LabelSelectors.optional(),
  options: z
    .object({
      cascading: Text.optional(),
      orphanDependents: Text.optional(),
      gracePeriodSeconds: Text.optional(),
    })
    .default({}),
});
export type DeleteManifestContext = z.infer<typeof DeleteManifestContext>;

export const deleteManifestDescription: StageDescription = {
  type: 'deleteManifest',
  label: 'Delete',
  description: 'Deletes an object; one that is gone already counts as deleted.',
  group: 'Deliver',
  icon: 'delete',
  fields: [
    ...targetFields(),
    {
      kind: 'select',
      name: 'options.cascading',
      label: 'What it owns',
      default: 'true',
      options: [
        { value: 'true', label: 'Delete it too' },
        { value: 'foreground', label: 'Delete it first' },
        { value: 'false', label: 'Leave it alone' },
      ],
    },
    {
      kind: 'number',
      name: 'options.gracePeriodSeconds',
      label: 'Time to shut down',
      unit: 's',
      min: 0,
      isAdvanced: true,
    },
  ],
  summary: targetSummary,
};
