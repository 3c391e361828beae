import type { StoreEvent } from '../../store/contract.ts';
import { controllerOf, keyOf, type Stored } from '../objects/meta.ts';
import { typed } from './collection.ts';
import type { KeysOf } from './controller.ts';

/** The key of the object itself. */
export const itself: KeysOf = (event) => keyOf(typed<Stored>(event.object));

/** The key of the object's controller, when that is of this kind; also of the one it had before. */
export function controllerKey(kind: string): KeysOf {
  return (event) => {
    const now = ownerKey(typed<Stored>(event.object), kind);
    const before = event.previous && ownerKey(typed<Stored>(event.previous), kind);
    if (before === undefined || before === now) return now;
    return now === undefined ? before : [before, now];
  };
}

function ownerKey(object: Stored, kind: string): string | undefined {
  const owner = controllerOf(object);
  if (owner?.kind !== kind) return undefined;
  return object.metadata.namespace ? `${object.metadata.namespace}/${owner.name}` : owner.name;
}

/**
 * True when nothing but the status changed. Told by identity, as the store keeps the parts that a write leaves alone; not
 * every kind counts generations.
 */
export function isStatusOnly(event: StoreEvent): boolean {
  if (event.type !== 'MODIFIED' || !event.previous) return false;
  const [now, before] = [event.object.metadata, event.previous.metadata];
  return (
    event.object.spec === event.previous.spec &&
    now.labels === before.labels &&
    now.annotations === before.annotations &&
    now.deletionTimestamp === before.deletionTimestamp
  );
}
