import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { Target, targetFields, targetSummary } from '../kubernetes/schema.ts';

const Count = z.coerce.number().int('Enter a whole number.').min(1, 'Enter 1 or more.');

/** Static targets only (reference section 2.2). `revision` wins over `numRevisionsBack`. */
export const UndoRolloutManifestContext = Target.extend({
  numRevisionsBack: Count.optional(),
  revision: Count.optional(),
});
export type UndoRolloutManifestContext = z.infer<typeof UndoRolloutManifestContext>;

export const undoRolloutManifestDescription: StageDescription = {
  type: 'undoRolloutManifest',
  label: 'Undo rollout',
  description: 'Goes back to an earlier revision and waits until it serves.',
  group: 'Deliver',
  icon: 'undo',
  fields: [
    ...targetFields(['deployment', 'statefulSet', 'daemonSet'], true),
    {
      kind: 'number',
      name: 'numRevisionsBack',
      label: 'Revisions back',
      min: 1,
      default: 1,
      help: 'How many revisions before the current one.',
      showWhen: [{ field: 'revision', filled: false }],
    },
    {
      kind: 'number',
      name: 'revision',
      label: 'To revision',
      min: 1,
      isAdvanced: true,
      help: 'A fixed revision instead.',
    },
  ],
  summary: targetSummary,
};
