import { controllerReference, type Stored } from '../objects/meta.ts';
import { canonicalJson } from '../objects/names.ts';
import type { PodTemplate } from '../objects/pod.ts';
import type { LabelSelector } from '../objects/selector.ts';
import type { ControllerRevision } from '../objects/workloads.ts';
import { claim } from '../runtime/claim.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { type Collection, collection } from '../runtime/collection.ts';

/** What differs between the kinds that keep their history in ControllerRevisions. */
interface HistoryStyle {
  /** The label that carries the hash on a revision. */
  hashLabel: string;
  /** The hash of a revision, by what it records. */
  hashOf: (template: PodTemplate, data: unknown) => string;
  /** What a new revision is annotated with beside the owner's own annotations. */
  annotations?: (revision: number) => Record<string, string>;
}

/** The revisions of a workload: all of them, oldest first, and the one of its present template. */
export interface History {
  all: readonly ControllerRevision[];
  update: ControllerRevision;
}

interface Templated extends Stored {
  spec: { selector: LabelSelector; template: PodTemplate };
}

/** Finds or makes the revision of the present template; one that comes back gets the newest number. */
export function syncHistory(cluster: Cluster, owner: Templated, style: HistoryStyle): History {
  const revisions: Collection<ControllerRevision> = collection(cluster.store, 'controllerrevisions.apps');
  const all = claim(owner, owner.spec.selector, revisions, cluster.orphans).sort(
    (a, b) => a.revision - b.revision,
  );
  const data = { spec: { template: { ...owner.spec.template, $patch: 'replace' } } };
  const text = canonicalJson(data);
  const newest = all.at(-1);
  const equal = all.filter((revision) => canonicalJson(revision.data) === text).at(-1);
  if (equal && equal === newest) return { all, update: equal };
  const number = (newest?.revision ?? 0) + 1;
  if (equal) {
    const raised = revisions.update(equal, (live) => ({ ...live, revision: number })) ?? equal;
    return { all: [...all.filter((revision) => revision !== equal), raised], update: raised };
  }
  const hash = style.hashOf(owner.spec.template, data);
  const annotations = { ...owner.metadata.annotations, ...style.annotations?.(number) };
  const made = revisions.create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      namespace: owner.metadata.namespace,
      labels: { ...owner.spec.template.metadata?.labels, [style.hashLabel]: hash },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision: number,
  });
  return { all: [...all, made], update: made };
}

/** Removes revisions that neither a pod nor the status names, down to the limit. */
export function truncateHistory(
  cluster: Cluster,
  history: History,
  inUse: ReadonlySet<string>,
  limit: number,
): void {
  const revisions: Collection<ControllerRevision> = collection(cluster.store, 'controllerrevisions.apps');
  const idle = history.all.filter(
    (revision) => !inUse.has(revision.metadata.name) && revision !== history.update,
  );
  for (const revision of idle.slice(0, Math.max(0, idle.length - limit))) revisions.remove(revision);
}

/** The pod template that a revision recorded. */
export function templateOfRevision(revision: ControllerRevision): PodTemplate | undefined {
  const data = revision.data as { spec?: { template?: PodTemplate & { $patch?: string } } } | undefined;
  const template = data?.spec?.template;
  if (!template) return undefined;
  const { $patch: _directive, ...rest } = template;
  return rest;
}
