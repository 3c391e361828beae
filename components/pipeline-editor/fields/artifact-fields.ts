import type { Field } from '#lib/stages/fields.ts';
import { objectsIn, type PipelineDocument, textOf } from '../document.ts';

/** Artifact types in use; others may be typed. */
const ARTIFACT_TYPES = [
  ['docker/image', 'Docker image'],
  ['helm/chart', 'Helm chart'],
  ['helm/image', 'Helm chart in a registry'],
  ['git/repo', 'Git repository'],
  ['github/file', 'GitHub file'],
  ['gitlab/file', 'GitLab file'],
  ['bitbucket/file', 'Bitbucket file'],
  ['http/file', 'File at an address'],
  ['s3/object', 'S3 object'],
  ['gcs/object', 'GCS object'],
  ['embedded/base64', 'Content written here, in base64'],
  ['kubernetes/configMap', 'ConfigMap'],
  ['kubernetes/secret', 'Secret'],
  ['front50/pipelineTemplate', 'Pipeline template'],
] as const;

/** The fields of an artifact under a prefix such as `matchArtifact`. */
export function artifactFields(prefix: string): Field[] {
  const at = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  return [
    {
      name: at('type'),
      label: 'Type',
      kind: 'select',
      isOpen: true,
      options: ARTIFACT_TYPES.map(([value, label]) => ({ value, label, help: value })),
      placeholder: 'docker/image',
    },
    { name: at('name'), label: 'Name', kind: 'text', placeholder: 'ghcr.io/team/app' },
    { name: at('version'), label: 'Version', kind: 'text' },
    { name: at('reference'), label: 'Reference', kind: 'text', isAdvanced: true },
    { name: at('location'), label: 'Location', kind: 'text', isAdvanced: true },
    { name: at('artifactAccount'), label: 'Artifact account', kind: 'text', isAdvanced: true },
  ];
}

/** The form of one expected artifact. */
export const expectedArtifactFields: readonly Field[] = [
  { name: 'displayName', label: 'Shown as', kind: 'text' },
  ...artifactFields('matchArtifact').map((field) =>
    field.name === 'matchArtifact.name'
      ? {
          ...field,
          help: 'Name, version, location and reference match as regular expressions; empty matches anything.',
        }
      : field,
  ),
  {
    name: 'usePriorArtifact',
    label: 'Use the one of the last run when none arrives',
    kind: 'boolean',
    default: false,
  },
  { name: 'useDefaultArtifact', label: 'Use a default when none arrives', kind: 'boolean', default: false },
  ...artifactFields('defaultArtifact').map((field) => ({
    ...field,
    label: `Default ${field.label.toLowerCase()}`,
    showWhen: [{ field: 'useDefaultArtifact', in: [true] }],
  })),
];

/** The artifacts the pipeline expects, by id, for fields that name one. */
export function expectedArtifactChoices(document: PipelineDocument): { value: string; label: string }[] {
  return objectsIn(document.expectedArtifacts)
    .filter((artifact) => textOf(artifact.id) !== '')
    .map((artifact) => ({
      value: textOf(artifact.id),
      label: textOf(artifact.displayName) || textOf(artifact.id),
    }));
}
