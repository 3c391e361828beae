import { z } from 'zod';
import type { Field } from '../fields.ts';

/** Booleans arrive as text from expressions and from Spinnaker's clients. */
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** Spinnaker's label selectors; all of them must hold (reference section 2.0). */
export const LabelSelectors = z.object({
  selectors: z
    .array(
      z.object({
        kind: z.enum(['ANY', 'EQUALS', 'NOT_EQUALS', 'CONTAINS', 'NOT_CONTAINS', 'EXISTS', 'NOT_EXISTS']),
        key: z.string().optional(),
        values: z.array(z.string()).optional(),
      }),
    )
    .default([]),
});

/** An artifact; keys beyond these go along (reference section 6.4). */
export const Artifact = z.looseObject({
  type: z.string().optional(),
  name: z.string().optional(),
  version: z.string().optional(),
  location: z.string().optional(),
  reference: z.string().optional(),
  artifactAccount: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** Fields of the stages that take manifests or patches from artifacts (reference sections 2.1 and 2.2). */
export const FromArtifact = z.object({
  source: z.enum(['text', 'artifact']).default('text'),
  manifestArtifactId: z.string().optional(),
  manifestArtifact: Artifact.optional(),
  requiredArtifactIds: z.array(z.string()).default([]),
  requiredArtifacts: z
    .array(z.object({ expectedArtifactId: z.string().optional(), artifact: Artifact.optional() }))
    .default([]),
});
export type FromArtifact = z.infer<typeof FromArtifact>;

/** Where the stage takes its manifests or its patch from. */
export const sourceField = (label: string): Field => ({
  kind: 'select',
  name: 'source',
  label,
  default: 'text',
  options: [
    { value: 'text', label: 'The pipeline' },
    { value: 'artifact', label: 'An artifact' },
  ],
});

/** Which object a stage means (reference section 2.0): named, or found in a cluster by a criterion. */
export const Target = z.object({
  account: z.string({ error: 'Choose an account.' }).min(1, 'Choose an account.').optional(),
  credentials: z.string().optional(),
  location: z.string().optional(),
  manifestName: z.string().optional(),
  app: z.string().optional(),
  cluster: z.string().optional(),
  kind: z.string().optional(),
  criteria: z.enum(['oldest', 'newest', 'second_newest', 'largest', 'smallest']).optional(),
  mode: z.enum(['static', 'dynamic', 'label']).optional(),
});
export type Target = z.infer<typeof Target>;

export const accountField: Field = { kind: 'account', name: 'account', label: 'Account', required: true };

export const namespaceField: Field = {
  kind: 'namespace',
  name: 'location',
  label: 'Namespace',
  accountField: 'account',
  required: true,
};

/** The form's part that chooses one object. */
export function targetFields(kinds?: readonly string[], isStaticOnly = false): readonly Field[] {
  const named: Field = {
    kind: 'manifestName',
    name: 'manifestName',
    label: 'Object',
    help: 'Kind and name, such as "deployment web".',
    accountField: 'account',
    namespaceField: 'location',
    required: true,
    ...(kinds ? { kinds } : {}),
    ...(isStaticOnly ? {} : { showWhen: [{ field: 'mode', notIn: ['dynamic', 'label'] }] }),
  };
  if (isStaticOnly) return [accountField, namespaceField, named];
  const dynamic = [{ field: 'mode', in: ['dynamic'] }];
  return [
    accountField,
    namespaceField,
    {
      kind: 'select',
      name: 'mode',
      label: 'Find the object',
      default: 'static',
      options: [
        { value: 'static', label: 'By name' },
        { value: 'dynamic', label: 'In a cluster, when the stage runs' },
      ],
    },
    named,
    {
      kind: 'text',
      name: 'kind',
      label: 'Kind',
      placeholder: 'replicaSet',
      showWhen: dynamic,
      required: true,
    },
    {
      kind: 'text',
      name: 'cluster',
      label: 'Cluster',
      help: 'Kind and cluster name, such as "replicaSet web".',
      showWhen: dynamic,
      required: true,
    },
    {
      kind: 'select',
      name: 'criteria',
      label: 'Which one',
      showWhen: dynamic,
      default: 'newest',
      options: [
        { value: 'newest', label: 'Newest' },
        { value: 'second_newest', label: 'Second newest' },
        { value: 'oldest', label: 'Oldest' },
        { value: 'largest', label: 'Most replicas' },
        { value: 'smallest', label: 'Fewest replicas' },
      ],
    },
  ];
}

/** `deployment web in prod`, as far as it is filled in. */
export function targetSummary(stage: Readonly<Record<string, unknown>>): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const object =
    text(stage.manifestName) ||
    [text(stage.criteria).replace('_', ' '), text(stage.cluster)].filter(Boolean).join(' ');
  const account = text(stage.account);
  return [object, account && `in ${account}`].filter(Boolean).join(' ');
}
