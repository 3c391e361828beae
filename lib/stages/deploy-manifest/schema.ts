import { z } from 'zod';
import type { StageDescription } from '../fields.ts';
import { accountField, Flag, FromArtifact, LabelSelectors, sourceField } from '../kubernetes/schema.ts';

const strategies = ['none', 'redblack', 'bluegreen', 'highlander'] as const;

/** As stages (`redblack`) and operations (`RED_BLACK`) write it; absent, null and empty mean none. */
const Strategy = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase().replace('_', '') || 'none' : (value ?? 'none')),
  z.enum(strategies, {
    error: 'There is no such rollout strategy: use bluegreen, redblack, highlander or none.',
  }),
);

/** Off: the load balancers that the manifest itself names are attached, and nothing more (reference section 2.1). */
const TrafficManagement = z
  .object({
    enabled: Flag.default(false),
    options: z
      .object({
        services: z.array(z.string()).nullish(),
        enableTraffic: Flag.default(false),
        strategy: Strategy.default('none'),
      })
      .prefault({}),
  })
  .prefault({})
  .transform(({ enabled, options }) =>
    enabled
      ? { ...options, services: options.services ?? [] }
      : { services: undefined, enableTraffic: true, strategy: 'none' as const },
  );

/** Reference section 2.1. */
export const DeployManifestContext = FromArtifact.extend({
  account: z.string().optional(),
  credentials: z.string().optional(),
  manifests: z.unknown().optional(),
  manifest: z.unknown().optional(),
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
  trafficManagement: TrafficManagement,
  skipSpecTemplateLabels: Flag.default(false),
  labelSelectors: LabelSelectors.optional(),
  allowNothingSelected: Flag.default(false),
  noOutput: Flag.default(false),
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).nullish(),
});
export type DeployManifestContext = z.infer<typeof DeployManifestContext>;

const managed = [{ field: 'trafficManagement.enabled', in: [true, 'true'] }];

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
    sourceField('Manifests from'),
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
      name: 'trafficManagement.enabled',
      label: 'Manage traffic',
      help: 'Sends the traffic of Services to the ReplicaSets that are deployed, and takes it from those before them.',
    },
    {
      kind: 'tags',
      name: 'trafficManagement.options.services',
      label: 'Services',
      placeholder: 'service web',
      help: 'In the namespace of the ReplicaSet, each as "service" and its name.',
      required: true,
      showWhen: managed,
    },
    {
      kind: 'boolean',
      name: 'trafficManagement.options.enableTraffic',
      label: 'Send traffic to the new pods',
      help: 'As soon as they are ready. Otherwise an Enable stage does it later.',
      showWhen: managed,
    },
    {
      kind: 'select',
      name: 'trafficManagement.options.strategy',
      label: 'Former ReplicaSets, once the new one is stable',
      placeholder: 'Leave them alone',
      help: 'Acts on ReplicaSets. A Deployment replaces its pods by itself.',
      options: [
        { value: 'bluegreen', label: 'Blue/green: no traffic, kept to go back to' },
        { value: 'redblack', label: 'Red/black: the same under its former name' },
        { value: 'highlander', label: 'Highlander: delete them' },
      ],
      showWhen: managed,
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
    { kind: 'expectedArtifacts', name: 'expectedArtifacts', label: 'Produces artifacts', isAdvanced: true },
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
