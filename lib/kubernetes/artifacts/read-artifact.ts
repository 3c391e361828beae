import { isFields } from '../manifests/object.ts';
import { fieldsAt, textAt } from '../manifests/readers.ts';
import type { Artifact } from './artifact.ts';

const texts = [
  'type',
  'name',
  'version',
  'location',
  'reference',
  'artifactAccount',
  'provenance',
  'uuid',
] as const;

/** An artifact out of the JSON of a pipeline or trigger; what is not of the right type is left out. */
export function readArtifact(value: unknown): Artifact {
  const artifact: Artifact = {};
  for (const name of texts) {
    const text = textAt(value, name);
    if (text !== undefined) artifact[name] = text;
  }
  if (isFields(value) && typeof value.customKind === 'boolean') artifact.customKind = value.customKind;
  const metadata = fieldsAt(value, 'metadata');
  if (metadata) artifact.metadata = metadata;
  return artifact;
}
