import type { Field, StageDescription } from '#lib/stages/fields.ts';

const account: Field = { name: 'account', label: 'Account', kind: 'account', required: true };
const namespace: Field = { name: 'location', label: 'Namespace', kind: 'namespace', accountField: 'account' };
const target: Field = {
  name: 'manifestName',
  label: 'Object',
  kind: 'manifestName',
  accountField: 'account',
  namespaceField: 'location',
  required: true,
};

/** A few kinds of stages with every kind of field, for looking at forms without the engine. */
export const sampleDescriptions: readonly StageDescription[] = [
  {
    type: 'deployManifest',
    label: 'Deploy',
    description: 'Applies manifests and waits until they are healthy.',
    group: 'Deliver',
    icon: 'deploy',
    fields: [
      account,
      {
        name: 'source',
        label: 'Manifests come from',
        kind: 'select',
        default: 'text',
        options: [
          { value: 'text', label: 'This pipeline' },
          { value: 'artifact', label: 'An artifact' },
        ],
      },
      {
        name: 'manifests',
        label: 'Manifests',
        kind: 'yaml',
        isDocuments: true,
        required: true,
        showWhen: [{ field: 'source', in: ['text'] }],
      },
      {
        name: 'manifestArtifact',
        label: 'Artifact',
        kind: 'artifact',
        idField: 'manifestArtifactId',
        showWhen: [{ field: 'source', in: ['artifact'] }],
      },
      {
        name: 'namespaceOverride',
        label: 'Namespace',
        kind: 'namespace',
        accountField: 'account',
        help: 'Put everything into this namespace.',
      },
      {
        name: 'skipExpressionEvaluation',
        label: 'Leave expressions as they are',
        kind: 'boolean',
        default: false,
        isAdvanced: true,
      },
      {
        name: 'stableManifestTimeoutMinutes',
        label: 'Wait for health at most',
        kind: 'duration',
        unit: 'min',
        default: 30,
        isAdvanced: true,
      },
    ],
    summary: (stage) => `${Array.isArray(stage.manifests) ? stage.manifests.length : 0} objects`,
  },
  {
    type: 'scaleManifest',
    label: 'Scale',
    description: 'Sets the number of replicas.',
    group: 'Deliver',
    icon: 'scale',
    fields: [
      account,
      namespace,
      target,
      { name: 'replicas', label: 'Replicas', kind: 'number', min: 0, required: true },
    ],
  },
  {
    type: 'undoRolloutManifest',
    label: 'Undo rollout',
    description: 'Goes back to an earlier revision.',
    group: 'Deliver',
    icon: 'undo',
    fields: [
      account,
      namespace,
      target,
      { name: 'numRevisionsBack', label: 'Revisions back', kind: 'number', min: 1, default: 1 },
    ],
  },
  {
    type: 'kayentaCanary',
    label: 'Canary',
    description: 'Compares metrics of old and new.',
    group: 'Deliver',
    icon: 'canary',
    fields: [],
    summary: () => '3 metrics · 30 m',
  },
  {
    type: 'deleteManifest',
    label: 'Delete',
    description: 'Deletes objects.',
    group: 'Deliver',
    icon: 'delete',
    fields: [account, namespace, target],
  },
  {
    type: 'bakeManifest',
    label: 'Bake',
    description: 'Renders a chart.',
    group: 'Build',
    icon: 'bake',
    fields: [
      { name: 'outputName', label: 'Name', kind: 'text', required: true },
      { name: 'overrides', label: 'Overrides', kind: 'keyValue' },
      { name: 'expectedArtifacts', label: 'Produces', kind: 'expectedArtifacts' },
    ],
    summary: (stage) => `helm shop/${String(stage.outputName ?? '')}`,
  },
  {
    type: 'runJob',
    aliases: ['runJobManifest'],
    label: 'Run job',
    description: 'Runs a Kubernetes Job.',
    group: 'Build',
    icon: 'job',
    fields: [account, { name: 'manifest', label: 'Job', kind: 'yaml', required: true }],
  },
  {
    type: 'manualJudgment',
    label: 'Approval',
    description: 'Waits for people to agree.',
    group: 'Control',
    icon: 'judgment',
    fields: [
      {
        name: 'instructions',
        label: 'Instructions',
        kind: 'markdown',
        help: 'Markdown. Expressions such as ${parameters.region} are filled in.',
      },
      { name: 'selectedStageRoles', label: 'Who may approve', kind: 'tags' },
      {
        name: 'propagateAuthenticationContext',
        label: 'Go on with the rights of who approved',
        kind: 'boolean',
        default: false,
        help: 'Otherwise the run keeps the rights it started with.',
      },
      {
        name: 'judgmentInputs',
        label: 'Choices offered',
        kind: 'list',
        itemLabel: 'Choice',
        item: [{ name: 'value', label: 'Choice', kind: 'text' }],
      },
    ],
    summary: (stage) =>
      Array.isArray(stage.selectedStageRoles)
        ? `${stage.selectedStageRoles.length} teams`
        : 'Anyone who may run it',
  },
  {
    type: 'wait',
    label: 'Wait',
    description: 'Waits for some time.',
    group: 'Control',
    icon: 'wait',
    fields: [
      { name: 'waitTime', label: 'Wait for', kind: 'duration', unit: 's', default: 30, required: true },
    ],
    summary: (stage) => `${String(stage.waitTime ?? '')} s`,
  },
  {
    type: 'waitUntil',
    label: 'Wait until',
    description: 'Waits until a moment.',
    group: 'Control',
    icon: 'clock',
    fields: [{ name: 'epochMillis', label: 'Until', kind: 'moment' }],
  },
  {
    type: 'checkPreconditions',
    label: 'Preconditions',
    description: 'Fails unless conditions hold.',
    group: 'Control',
    icon: 'check',
    fields: [
      {
        name: 'preconditions',
        label: 'Conditions',
        kind: 'list',
        itemLabel: 'Condition',
        item: [
          {
            name: 'type',
            label: 'Kind',
            kind: 'select',
            default: 'expression',
            options: [
              { value: 'expression', label: 'Expression' },
              { value: 'stageStatus', label: 'Status of a stage' },
            ],
          },
          {
            name: 'context.expression',
            label: 'Expression',
            kind: 'expression',
            showWhen: [{ field: 'type', in: ['expression'] }],
            required: true,
          },
          {
            name: 'context.stageName',
            label: 'Stage',
            kind: 'stageName',
            showWhen: [{ field: 'type', in: ['stageStatus'] }],
          },
        ],
      },
    ],
  },
  {
    type: 'evaluateVariables',
    label: 'Variables',
    description: 'Works out values for later stages.',
    group: 'Control',
    icon: 'variables',
    fields: [
      {
        name: 'variables',
        label: 'Variables',
        kind: 'list',
        itemLabel: 'Variable',
        item: [
          { name: 'key', label: 'Name', kind: 'text', required: true },
          { name: 'value', label: 'Value', kind: 'text' },
        ],
      },
    ],
  },
  {
    type: 'webhook',
    label: 'Webhook',
    description: 'Calls an address.',
    group: 'Control',
    icon: 'webhook',
    fields: [
      { name: 'url', label: 'Address', kind: 'text', required: true },
      { name: 'payload', label: 'Body', kind: 'yaml' },
      { name: 'failFastStatusCodes', label: 'Fail at once on', kind: 'tags', of: 'number' },
    ],
  },
  {
    type: 'pipeline',
    label: 'Pipeline',
    description: 'Runs another pipeline.',
    group: 'Control',
    icon: 'pipeline',
    fields: [
      { name: 'application', label: 'Application', kind: 'application', required: true },
      {
        name: 'pipeline',
        label: 'Pipeline',
        kind: 'pipeline',
        applicationField: 'application',
        required: true,
      },
      {
        name: 'pipelineParameters',
        label: 'Parameters',
        kind: 'pipelineParameters',
        pipelineField: 'pipeline',
      },
    ],
  },
];
