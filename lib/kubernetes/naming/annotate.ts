import type { Artifact } from '../artifacts/artifact.ts';
import { isFields, type KubernetesObject } from '../manifests/object.ts';
import { fieldsAt, textsAt } from '../manifests/readers.ts';
import { annotation, label } from './annotations.ts';

type MonikerValues = {
  app?: string | null | undefined;
  cluster?: string | null | undefined;
  stack?: string | null | undefined;
  detail?: string | null | undefined;
  sequence?: number | null | undefined;
};

/** Marks an object, and the pods it makes, as belonging to a moniker. What the manifest says already stays; null is not written. */
export function annotateMoniker(object: KubernetesObject, moniker: MonikerValues): KubernetesObject {
  return withAnnotations(object, {
    [annotation.cluster]: moniker.cluster,
    [annotation.application]: moniker.app,
    [annotation.stack]: moniker.stack,
    [annotation.detail]: moniker.detail,
    [annotation.sequence]: moniker.sequence,
  });
}

export function annotateArtifact(object: KubernetesObject, artifact: Artifact): KubernetesObject {
  return withAnnotations(object, {
    [annotation.artifactType]: artifact.type,
    [annotation.artifactName]: artifact.name,
    [annotation.artifactLocation]: artifact.location,
    [annotation.artifactVersion]: artifact.version,
  });
}

/** Spinnaker's labels: the application's name unless set, who manages it always, the version when there is one. */
export function labelManaged(
  object: KubernetesObject,
  facts: {
    application: string | undefined;
    sequence?: number | undefined;
    managedBySuffix?: string | undefined;
    skipPodTemplate?: boolean | undefined;
  },
): KubernetesObject {
  const managedBy = facts.managedBySuffix ? `spinnaker-${facts.managedBySuffix}` : 'spinnaker';
  const add = (present: Record<string, string>): Record<string, string> => ({
    ...(facts.application ? { [label.name]: facts.application } : {}),
    ...present,
    [label.managedBy]: managedBy,
    ...(facts.sequence === undefined ? {} : { [label.sequence]: String(facts.sequence) }),
  });
  const labeled = mapMetadata(object, 'labels', add, { skipPodTemplate: facts.skipPodTemplate ?? false });
  return keepSelectedLabels(labeled, object);
}

// A selector cannot be changed, so the labels it asks for keep the manifest's values: overwritten, the cluster would refuse the object.
function keepSelectedLabels(labeled: KubernetesObject, original: KubernetesObject): KubernetesObject {
  const selected = textsAt(original, 'spec', 'selector', 'matchLabels');
  const before = textsAt(original, 'spec', 'template', 'metadata', 'labels');
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => key in selected));
  const template = fieldsAt(labeled, 'spec', 'template');
  if (!template || Object.keys(kept).length === 0) return labeled;
  const metadata = isFields(template.metadata) ? template.metadata : {};
  return {
    ...labeled,
    spec: {
      ...fieldsAt(labeled, 'spec'),
      template: {
        ...template,
        metadata: { ...metadata, labels: { ...textsAt(metadata, 'labels'), ...kept } },
      },
    },
  };
}

/** Adds annotations to the object and its pod template without overwriting any. Text is written as it is, anything else as JSON. */
export function withAnnotations(object: KubernetesObject, values: Record<string, unknown>): KubernetesObject {
  const texts = Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return mapMetadata(object, 'annotations', (present) => ({ ...texts, ...present }), {
    skipPodTemplate: false,
  });
}

/** Sets annotations of the object alone: what the pod template must not carry, or its pods would be replaced for nothing. */
export function setObjectAnnotations(
  object: KubernetesObject,
  values: Record<string, string>,
): KubernetesObject {
  return mapMetadata(object, 'annotations', (present) => ({ ...present, ...values }), {
    skipPodTemplate: true,
  });
}

function mapMetadata(
  object: KubernetesObject,
  name: 'annotations' | 'labels',
  change: (present: Record<string, string>) => Record<string, string>,
  options: { skipPodTemplate: boolean },
): KubernetesObject {
  const changed: KubernetesObject = {
    ...object,
    metadata: { ...object.metadata, [name]: change(textsAt(object.metadata, name)) },
  };
  // A CronJob's own spec has no template: as in Spinnaker, only the first level is marked.
  const template = fieldsAt(object, 'spec', 'template');
  if (options.skipPodTemplate || !template) return changed;
  const metadata = isFields(template.metadata) ? template.metadata : {};
  return {
    ...changed,
    spec: {
      ...fieldsAt(object, 'spec'),
      template: { ...template, metadata: { ...metadata, [name]: change(textsAt(metadata, name)) } },
    },
  };
}
