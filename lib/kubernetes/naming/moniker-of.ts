import type { KubernetesObject } from '../manifests/object.ts';
import { annotationOf, labelsOf } from '../manifests/readers.ts';
import { annotation, label } from './annotations.ts';
import { parseName } from './parse-name.ts';

/** A moniker as read from an object; any part may be missing. */
export type ReadMoniker = {
  app: string | undefined;
  cluster: string | undefined;
  stack: string | undefined;
  detail: string | undefined;
  sequence: number | undefined;
};

/** Annotations first; else application, cluster and sequence by the name. Stack and detail are never guessed. */
export function monikerOf(object: KubernetesObject): ReadMoniker {
  const named = namedMoniker(object.metadata.name ?? '');
  const sequence =
    numberIn(readAnnotation(object, annotation.sequence)) ??
    (object.kind === 'ReplicaSet'
      ? numberIn(annotationOf(object, annotation.deploymentRevision))
      : undefined);
  return {
    app: readAnnotation(object, annotation.application) ?? named.app,
    cluster: readAnnotation(object, annotation.cluster) ?? named.cluster,
    stack: readAnnotation(object, annotation.stack),
    detail: readAnnotation(object, annotation.detail),
    sequence: sequence ?? named.sequence,
  };
}

/** The application as far as the object says so itself: annotation, else Kubernetes' own name label. */
export function applicationOf(object: KubernetesObject): string | undefined {
  return readAnnotation(object, annotation.application) ?? labelsOf(object)[label.name];
}

/** An annotation's text. Older writers put texts as JSON, so `"x"` reads as x. */
export function readAnnotation(object: KubernetesObject, name: string): string | undefined {
  const raw = annotationOf(object, name);
  if (raw === undefined || !raw.startsWith('"')) return raw;
  try {
    const parsed: unknown = JSON.parse(raw);
    return typeof parsed === 'string' ? parsed : raw;
  } catch {
    return raw;
  }
}

/** A list kept in an annotation as JSON; undefined when it is absent or no list (a person may have written anything). */
export function readListAnnotation(object: KubernetesObject, name: string): string[] | undefined {
  const raw = annotationOf(object, name);
  if (raw === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(raw);
    return Array.isArray(parsed)
      ? parsed.filter((item): item is string => typeof item === 'string')
      : undefined;
  } catch {
    return undefined;
  }
}

function namedMoniker(name: string): Pick<ReadMoniker, 'app' | 'cluster' | 'sequence'> {
  if (name.startsWith('system:')) return { app: 'system', cluster: name, sequence: undefined };
  const parts = parseName(name);
  return { app: parts?.app, cluster: parts?.cluster, sequence: parts?.sequence };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
