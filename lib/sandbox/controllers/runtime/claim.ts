import { controllerOf, controllerReference, isDeleting, type Stored } from '../objects/meta.ts';
import { isEmptySelector, type LabelSelector, selects } from '../objects/selector.ts';
import type { Collection } from './collection.ts';
import type { Orphans } from './orphans.ts';

/**
 * The objects a workload answers for: those it controls and still selects, and orphans that it selects and now adopts.
 * What it controls but no longer selects is let go.
 */
export function claim<T extends Stored>(
  owner: Stored,
  selector: LabelSelector | undefined,
  dependents: Collection<T>,
  orphans: Orphans,
): T[] {
  const owned = dependents.controlledBy(owner.metadata.uid);
  if (isDeleting(owner) || isEmptySelector(selector)) return [...owned];
  const kept: T[] = [];
  for (const dependent of owned) {
    if (selects(selector, dependent.metadata.labels)) kept.push(dependent);
    else if (!isDeleting(dependent)) release(owner, dependent, dependents);
  }
  for (const orphan of orphans.in<T>(dependents.resource, owner.metadata.namespace)) {
    if (isDeleting(orphan) || !selects(selector, orphan.metadata.labels)) continue;
    const adopted = adopt(owner, orphan, dependents);
    if (adopted) kept.push(adopted);
  }
  return kept;
}

function adopt<T extends Stored>(owner: Stored, orphan: T, dependents: Collection<T>): T | undefined {
  return dependents.update(orphan, (live) => {
    if (controllerOf(live)) return undefined;
    const references = [...(live.metadata.ownerReferences ?? []), controllerReference(owner)];
    return { ...live, metadata: { ...live.metadata, ownerReferences: references } };
  });
}

function release<T extends Stored>(owner: Stored, dependent: T, dependents: Collection<T>): void {
  dependents.update(dependent, (live) => {
    const others = (live.metadata.ownerReferences ?? []).filter((ref) => ref.uid !== owner.metadata.uid);
    const { ownerReferences: _dropped, ...metadata } = live.metadata;
    return {
      ...live,
      metadata: others.length > 0 ? { ...metadata, ownerReferences: others } : metadata,
    };
  });
}
