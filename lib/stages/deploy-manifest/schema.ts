import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { Artifact, accountField, Flag, LabelSelectors } from '../kubernetes/schema.ts';

/** Reference section 2.1. */
export const DeployManifestContext = z.object({
  account: z.string().optional(),
  credentials: z.string().optional(),
  source: z.enum(['text', 'artifact']).default('text'),
  manifests: z.unknown().optional(),
  manifest: z.unknown().optional(),
  manifestArtifactId: z.string().optional(),
  manifestArtifact: Artifact.optional(),
  requiredArtifactIds: z.array(z.string()).default([]),
  requiredArtifacts: z
    .array(z.object({ expectedArtifactId: z.string().optional(), artifact: Artifact.optional() }))
    .default([]),
  enableArtifactBinding: Flag.default(true),
  skipExpressionEvaluation: Flag.default(false),
  moniker: z
    .object({
      app: z.string().optional(),
      cluster: z.string().optional(),
      stack: z.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
  namespaceOverride: z.string().optional(),
  versioned: Flag.nullish(),
  trafficManagement: z
    .object({
      enabled: Flag.default(false),
      options: z
        .object({
          services: z.array(z.string()).default([]),
          enableTraffic: Flag.default(false),
          strategy: z.string().nullish(),
        })
        .default({ services: [], enableTraffic: false }),
    })
    .default({ enabled: false, options: { services: [], enableTraffic: false } }),
  skipSpecTemplateLabels: Flag.default(false),
  labelSelectors: LabelSelectors.optional(),
  allowNothingSelected: Flag.default(false),
  noOutput: Flag.default(false),
});
export type DeployManifestContext = z.infer<typeof DeployManifestContext>;

export const deployManifestDescription: StageDescription = {
  type: 'deployManifest',
  label: 'Deploy',
  description: 'Applies manifests to a cluster and waits until everything in them is stable.',
  group: 'Deliver',
  icon: 'deploy',
  fields: [
    accountField,
    {
      kind: 'namespace',
      name: 'namespaceOverride',
      label: 'Namespace',
      accountField: 'account',
      help: 'Overrides the namespace of every manifest. Empty: as written in them.',
    },
    {
      kind: 'select',
      name: 'source',
      label: 'Manifests from',
      default: 'text',
      options: [
        { value: 'text', label: 'The pipeline' },
        { value: 'artifact', label: 'An artifact' },
      ],
    },
    {
      kind: 'yaml',
      name: 'manifests',
      label: 'Manifests',
      isDocuments: true,
      required: true,
      help: 'One or more YAML documents. Expressions such as ${parameters.tag} are filled in.',
      showWhen: [{ field: 'source', notIn: ['artifact'] }],
    },
    {
      kind: 'artifact',
      name: 'manifestArtifact',
      idField: 'manifestArtifactId',
      label: 'Manifest artifact',
      showWhen: [{ field: 'source', in: ['artifact'] }],
    },
    {
      kind: 'boolean',
      name: 'skipExpressionEvaluation',
      label: 'Leave expressions in manifests as they are',
      isAdvanced: true,
    },
    {
      kind: 'boolean',
      name: 'enableArtifactBinding',
      label: 'Put artifacts into the manifests',
      default: true,
      isAdvanced: true,
    },
    { kind: 'tags', name: 'requiredArtifactIds', label: 'Artifacts that must be used', isAdvanced: true },
    {
      kind: 'boolean',
      name: 'skipSpecTemplateLabels',
      label: 'Do not label pod templates',
      isAdvanced: true,
    },
    {
      kind: 'duration',
      name: 'stableManifestTimeoutMinutes',
      unit: 'min',
      label: 'Give up waiting after',
      default: 30,
      isAdvanced: true,
    },
  ],
  summary(stage) {
    const count = Array.isArray(stage.manifests) ? stage.manifests.length : 0;
    const what =
      stage.source === 'artifact' ? 'from an artifact' : count === 1 ? '1 object' : `${count} objects`;
    return typeof stage.account === 'string' && stage.account ? `${what} to ${stage.account}` : what;
  },
};
