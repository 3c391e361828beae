import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import {
  Flag,
  FromArtifact,
  sourceField,
  Target,
  targetFields,
  targetSummary,
} from '../kubernetes/schema.ts';

/** Reference section 2.2. */
export const PatchManifestContext = Target.extend(FromArtifact.shape).extend({
  patchBody: z.unknown().optional(),
  options: z
    .object({
      mergeStrategy: z.enum(['strategic', 'json', 'merge']).default('strategic'),
      record: Flag.default(true),
    })
    .prefault({}),
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).nullish(),
});
export type PatchManifestContext = z.infer<typeof PatchManifestContext>;

export const patchManifestDescription: StageDescription = {
  type: 'patchManifest',
  label: 'Patch',
  description: 'Changes some fields of an object and waits until it is stable again.',
  group: 'Deliver',
  icon: 'patch',
  fields: [
    ...targetFields(),
    sourceField('Patch from'),
    {
      kind: 'yaml',
      name: 'patchBody',
      label: 'Patch',
      required: true,
      help: 'The fields to change, laid out as in the object; for a JSON patch a list of op, path and value.',
      showWhen: [{ field: 'source', notIn: ['artifact'] }],
    },
    {
      kind: 'artifact',
      name: 'manifestArtifact',
      idField: 'manifestArtifactId',
      label: 'Patch artifact',
      showWhen: [{ field: 'source', in: ['artifact'] }],
    },
    {
      kind: 'select',
      name: 'options.mergeStrategy',
      label: 'How lists are changed',
      default: 'strategic',
      options: [
        { value: 'strategic', label: 'Strategic: item by item, as Kubernetes knows them' },
        { value: 'merge', label: 'Merge: lists as a whole' },
        { value: 'json', label: 'JSON patch: step by step' },
      ],
    },
    { kind: 'tags', name: 'requiredArtifactIds', label: 'Artifacts that must be used', isAdvanced: true },
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Produces artifacts', isAdvanced: true },
    {
      kind: 'boolean',
      name: 'options.record',
      label: 'Write the change into the rollout history',
      default: true,
      isAdvanced: true,
    },
  ],
  summary: targetSummary,
};
