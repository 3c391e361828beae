import type { Condition, Field } from '#lib/stages/fields.ts';
import type { PipelineDocument } from '../document.ts';
import { expectedArtifactChoices } from '../fields/artifact-fields.ts';

const TYPES = [
  ['git', 'Git push'],
  ['docker', 'New image'],
  ['webhook', 'Webhook'],
  ['cron', 'Schedule'],
  ['pipeline', 'Another pipeline'],
  ['helm', 'New Helm chart'],
  ['helm/oci', 'New Helm chart in a registry'],
  ['pubsub', 'Message'],
  ['cdevents', 'CDEvent'],
  ['jenkins', 'Jenkins build'],
  ['gitlab-ci', 'GitLab CI build'],
  ['travis', 'Travis build'],
  ['concourse', 'Concourse build'],
  ['artifactory', 'Artifactory'],
  ['nexus', 'Nexus'],
] as const;

/** The form of one trigger; which fields apply depends on its type. */
export function triggerFields(document: PipelineDocument): Field[] {
  const artifacts = expectedArtifactChoices(document);
  return [
    {
      name: 'type',
      label: 'Starts on',
      kind: 'select',
      required: true,
      default: 'git',
      options: TYPES.map(([value, label]) => ({ value, label })),
    },
    { name: 'enabled', label: 'Enabled', kind: 'boolean', default: true },
    ...gitFields,
    ...registryFields,
    ...otherFields,
    ...(artifacts.length === 0 ? [] : [artifactConstraint(artifacts)]),
    {
      name: 'runAsUser',
      label: 'Run as',
      kind: 'text',
      isAdvanced: true,
      help: 'A service account whose rights the run has.',
    },
    { name: 'description', label: 'Description', kind: 'text', isAdvanced: true },
    {
      name: 'parameters',
      label: 'Parameters',
      kind: 'keyValue',
      isAdvanced: true,
      help: 'Given to the run when this trigger starts it.',
    },
  ];
}

function only(...types: string[]): Condition[] {
  return [{ field: 'type', in: types }];
}

function artifactConstraint(options: { value: string; label: string }[]): Field {
  return {
    name: 'expectedArtifactIds',
    label: 'Only with one of these artifacts',
    kind: 'select',
    isMultiple: true,
    options,
    help: 'Without any, every event starts the pipeline.',
  };
}

const gitFields: Field[] = [
  {
    name: 'source',
    label: 'Host',
    kind: 'select',
    isOpen: true,
    required: true,
    showWhen: only('git'),
    options: [
      { value: 'github', label: 'GitHub' },
      { value: 'gitlab', label: 'GitLab' },
      { value: 'bitbucket', label: 'Bitbucket' },
      { value: 'stash', label: 'Bitbucket Server' },
    ],
  },
  { name: 'project', label: 'Organization or user', kind: 'text', required: true, showWhen: only('git') },
  { name: 'slug', label: 'Repository', kind: 'text', required: true, showWhen: only('git') },
  {
    name: 'branch',
    label: 'Branch',
    kind: 'text',
    showWhen: only('git'),
    placeholder: 'main',
    help: 'A regular expression for the whole name; empty means every branch.',
  },
  {
    name: 'secret',
    label: 'Secret',
    kind: 'text',
    showWhen: only('git'),
    isAdvanced: true,
    help: 'Signs the calls of the host; the host must have the same.',
  },
  {
    name: 'events',
    label: 'Events',
    kind: 'tags',
    showWhen: only('git'),
    isAdvanced: true,
    help: 'Empty means all.',
  },
];

const registryFields: Field[] = [
  {
    name: 'account',
    label: 'Registry account',
    kind: 'text',
    required: true,
    showWhen: only('docker', 'helm', 'helm/oci'),
  },
  { name: 'organization', label: 'Organization', kind: 'text', showWhen: only('docker', 'helm/oci') },
  {
    name: 'repository',
    label: 'Repository',
    kind: 'text',
    required: true,
    showWhen: only('docker', 'helm/oci'),
  },
  {
    name: 'tag',
    label: 'Tag',
    kind: 'text',
    showWhen: only('docker', 'helm/oci'),
    help: 'A regular expression for the whole tag; empty means any tag but `latest`.',
  },
  { name: 'chart', label: 'Chart', kind: 'text', showWhen: only('helm') },
  {
    name: 'version',
    label: 'Version',
    kind: 'text',
    showWhen: only('helm'),
    help: 'A range such as `^1.2.0`.',
  },
];

const otherFields: Field[] = [
  {
    name: 'cronExpression',
    label: 'Cron expression',
    kind: 'text',
    required: true,
    showWhen: only('cron'),
    placeholder: '0 0 6 ? * MON-FRI',
    help: 'Seconds, minutes, hours, day of month, month, day of week, and a year if wanted.',
  },
  {
    name: 'application',
    label: 'Application',
    kind: 'application',
    required: true,
    showWhen: only('pipeline'),
  },
  {
    name: 'pipeline',
    label: 'Pipeline',
    kind: 'pipeline',
    applicationField: 'application',
    required: true,
    showWhen: only('pipeline'),
  },
  {
    name: 'status',
    label: 'When it ends',
    kind: 'select',
    isMultiple: true,
    showWhen: only('pipeline'),
    options: [
      { value: 'successful', label: 'Successful' },
      { value: 'failed', label: 'Failed' },
      { value: 'canceled', label: 'Canceled' },
    ],
  },
  {
    name: 'source',
    label: 'Source',
    kind: 'text',
    required: true,
    showWhen: only('webhook', 'cdevents'),
    placeholder: 'my-build',
    help: 'Stands at the end of the address that is called.',
  },
  {
    name: 'pubsubSystem',
    label: 'System',
    kind: 'select',
    required: true,
    showWhen: only('pubsub'),
    options: [
      { value: 'google', label: 'Google' },
      { value: 'amazon', label: 'Amazon' },
    ],
  },
  { name: 'subscriptionName', label: 'Subscription', kind: 'text', required: true, showWhen: only('pubsub') },
  {
    name: 'master',
    label: 'Build server',
    kind: 'text',
    required: true,
    showWhen: only('jenkins', 'travis', 'concourse', 'gitlab-ci'),
  },
  {
    name: 'job',
    label: 'Job',
    kind: 'text',
    required: true,
    showWhen: only('jenkins', 'travis', 'concourse', 'gitlab-ci'),
  },
  {
    name: 'propertyFile',
    label: 'Property file',
    kind: 'text',
    isAdvanced: true,
    showWhen: only('jenkins', 'travis', 'concourse', 'gitlab-ci'),
  },
  {
    name: 'artifactorySearchName',
    label: 'Search name',
    kind: 'text',
    required: true,
    showWhen: only('artifactory'),
  },
  { name: 'nexusSearchName', label: 'Search name', kind: 'text', required: true, showWhen: only('nexus') },
  {
    name: 'payloadConstraints',
    label: 'Only when the payload has',
    kind: 'keyValue',
    keyLabel: 'Key',
    valueLabel: 'Regular expression',
    showWhen: only('webhook', 'pubsub', 'cdevents', 'jenkins', 'travis', 'concourse', 'gitlab-ci'),
    isAdvanced: true,
    help: 'Top-level keys, or JSON paths for webhooks. The expression may match anywhere in the value.',
  },
  {
    name: 'attributeConstraints',
    label: 'Only with these attributes',
    kind: 'keyValue',
    keyLabel: 'Attribute',
    showWhen: only('pubsub', 'cdevents'),
    isAdvanced: true,
  },
];
