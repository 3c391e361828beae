import { Invalid, NotFound } from '#lib/platform/errors.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { type Fields, type KubernetesObject, refOf } from '../manifests/object.ts';
import {
  annotationOf,
  configsOf,
  controllerOf,
  fieldsAt,
  imagesOf,
  listAt,
  numberAt,
  replicasOf,
  textAt,
  textsAt,
} from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';
import { canonicalJson } from '../versioning/content.ts';
import type { ObjectInput, Revision, UndoInput } from './contract.ts';

/** A kept state of a workload: what history shows, the pod template, and the object that keeps it. */
export type KeptRevision = { facts: Revision; template: Fields; keeper: KubernetesObject };

/** Revisions that the cluster still keeps, oldest first: ReplicaSets of a Deployment, ControllerRevisions of the others. */
export async function readRevisions(
  live: KubernetesObject,
  { client, signal }: ObjectInput,
): Promise<KeptRevision[]> {
  const kind = live.kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision';
  const { items } = await client.list(
    { apiVersion: 'apps/v1', kind, namespace: live.metadata.namespace, labelSelector: selectorText(live) },
    signal,
  );
  const owned = items.filter((item) => controllerOf(item)?.uid === live.metadata.uid);
  const kept = owned.flatMap((keeper) => keptRevision(keeper, live) ?? []);
  return kept.sort((a, b) => a.facts.revision - b.facts.revision);
}

function keptRevision(keeper: KubernetesObject, live: KubernetesObject): KeptRevision | undefined {
  const isReplicaSet = keeper.kind === 'ReplicaSet';
  const revision = isReplicaSet
    ? Number(annotationOf(keeper, annotation.deploymentRevision) ?? Number.NaN)
    : (numberAt(keeper, 'revision') ?? Number.NaN);
  const template = isReplicaSet ? replicaSetTemplate(keeper) : fieldsAt(keeper, 'data', 'spec', 'template');
  if (Number.isNaN(revision) || !template) return undefined;
  const { $patch: _patch, ...clean } = template;
  const asWorkload: KubernetesObject = { ...live, spec: { template: clean } };
  return {
    keeper,
    template: clean,
    facts: {
      revision,
      name: keeper.metadata.name ?? '',
      createdAt: keeper.metadata.creationTimestamp ?? '',
      isCurrent: isReplicaSet
        ? isSameTemplate(clean, fieldsAt(live, 'spec', 'template'))
        : keeper.metadata.name === textAt(live, 'status', 'updateRevision') ||
          isSameTemplate(clean, fieldsAt(live, 'spec', 'template')),
      changeCause: annotationOf(keeper, annotation.changeCause),
      images: imagesOf(asWorkload),
      configs: configsOf(asWorkload),
      replicas: isReplicaSet ? replicasOf(keeper) : undefined,
    },
  };
}

// The hash is the controller's own mark on the pods of one ReplicaSet; the Deployment's template has none.
function replicaSetTemplate(replicaSet: KubernetesObject): Fields | undefined {
  const template = fieldsAt(replicaSet, 'spec', 'template');
  if (!template) return undefined;
  const { 'pod-template-hash': _hash, ...labels } = textsAt(template, 'metadata', 'labels');
  return { ...template, metadata: { ...fieldsAt(template, 'metadata'), labels } };
}

export function isSameTemplate(a: Fields | undefined, b: Fields | undefined): boolean {
  return canonicalJson(withoutNulls(a)) === canonicalJson(withoutNulls(b));
}

// `creationTimestamp: null` comes and goes with the serializer.
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .map(([key, item]) => [key, withoutNulls(item)]),
  );
}

/** The revision a caller means. With `numRevisionsBack` n it is the n-th before the newest (Spinnaker: index = count - n - 1). */
export function chooseRevision(
  kept: readonly KeptRevision[],
  live: KubernetesObject,
  wish: Pick<UndoInput, 'revision' | 'numRevisionsBack'>,
): KeptRevision {
  const name = manifestNameOf(refOf(live));
  const known = kept.map((one) => one.facts.revision).join(', ') || 'none';
  if ((wish.revision === undefined) === (wish.numRevisionsBack === undefined)) {
    throw new Invalid('Say either which revision to return to, or how many to go back.');
  }
  if (wish.revision !== undefined && wish.revision !== 0) {
    const found = kept.find((one) => one.facts.revision === wish.revision);
    if (found) return found;
    throw new NotFound(
      `${name} no longer keeps revision ${wish.revision}. It keeps: ${known}. Its revisionHistoryLimit decides how many.`,
    );
  }
  const back = wish.numRevisionsBack ?? 1;
  if (!Number.isInteger(back) || back < 1)
    throw new Invalid(`"${back}" is no number of revisions to go back: give 1 or more.`);
  const found = kept[kept.length - back - 1];
  if (found) return found;
  throw new NotFound(
    `${name} cannot go back ${back} revision${back === 1 ? '' : 's'}: it keeps ${kept.length} (${known}).`,
  );
}

function selectorText(object: KubernetesObject): string {
  const labels = Object.entries(textsAt(object, 'spec', 'selector', 'matchLabels')).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = listAt(object, 'spec', 'selector', 'matchExpressions').map((one) => {
    const key = textAt(one, 'key') ?? '';
    const values = Array.isArray(one.values) ? one.values.join(',') : '';
    switch (textAt(one, 'operator')) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} notin (${values})`;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return key;
    }
  });
  return [...labels, ...expressions].join(',');
}
