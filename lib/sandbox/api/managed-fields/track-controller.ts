import type { ServedResource } from '../../kinds/catalogue.ts';
import type { DraftObject, KubernetesObject } from '../../store/object.ts';
import { wireTime } from '../../store/store.ts';
import type { Api } from '../context.ts';
import { difference, EMPTY, type FieldSet, isEmpty, only, sameSet, union, without } from './field-set.ts';
import { isSameManager, type Manager, readManagers, writeManagers } from './managers.ts';
import { managedPart, storedType, UNTRACKED, yieldTo } from './track.ts';
import { compare } from './typed-fields.ts';
import { zeroObject } from './zero-object.ts';

function enter(
  managers: readonly Manager[],
  writer: Omit<Manager, 'owns' | 'time'>,
  gained: FieldSet,
  lost: FieldSet,
  now: string,
): Manager[] {
  const own = managers.find((manager) => isSameManager(manager, writer));
  const owned = own?.owns ?? EMPTY;
  const owns = difference(union(owned, gained), lost);
  const time = own?.time !== undefined && sameSet(owns, owned) ? own.time : now;
  return [...managers.filter((manager) => manager !== own), { ...writer, time, owns }];
}

/**
 * Enters a controller's write into the managed fields: what it desires under its own name, what it observes (status, and
 * the annotations that go with it) under its name and the status.
 */
export function trackController<T extends DraftObject>(
  api: Api,
  resource: ServedResource,
  live: KubernetesObject | undefined,
  next: T,
): T {
  if (UNTRACKED.includes(resource.storage.id)) return next;
  const type = storedType(api, resource);
  const base = { ...zeroObject(type), kind: next.kind, apiVersion: next.apiVersion };
  const whole = compare(type, live ?? base, next);
  const ownPart = (set: FieldSet) =>
    union(managedPart(resource, set, undefined), managedPart(resource, set, 'status'));
  const change = {
    added: ownPart(whole.added),
    modified: ownPart(whole.modified),
    removed: ownPart(whole.removed),
  };
  const gained = union(change.added, change.modified);
  if (isEmpty(gained) && isEmpty(change.removed)) return next;
  const now = wireTime(api.store.now());
  const writer = {
    name: 'kube-controller-manager',
    operation: 'Update' as const,
    apiVersion: resource.storage.apiVersion,
  };
  const before = readManagers(live?.metadata.managedFields);
  const isOwn = ({ name, operation }: Manager) => name === writer.name && operation === 'Update';
  let managers = [
    ...before.filter(isOwn),
    ...yieldTo(
      before.filter((manager) => !isOwn(manager)),
      change,
    ),
  ];
  const desired = (set: FieldSet) => (live === undefined ? set : only(set, 'f:spec'));
  const observed = (set: FieldSet) => (live === undefined ? EMPTY : without(set, ['f:spec']));
  if (!isEmpty(desired(gained))) {
    managers = enter(managers, { ...writer, subresource: '' }, desired(gained), desired(change.removed), now);
  }
  if (!isEmpty(observed(gained)) || !isEmpty(observed(change.removed))) {
    managers = enter(
      managers,
      { ...writer, subresource: 'status' },
      observed(gained),
      observed(change.removed),
      now,
    );
  }
  return { ...next, metadata: { ...next.metadata, managedFields: writeManagers(managers) } };
}
