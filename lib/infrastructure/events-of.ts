import pLimit from 'p-limit';
import type { Member } from '#lib/fleet/index.ts';
import { type KubernetesObject, numberAt, textAt } from '#lib/kubernetes/index.ts';
import type { ObjectEvent } from './schema.ts';

const MAX_EVENTS = 50;
/** Enough for a workload with its revisions and the pods that one would look at. */
const MAX_OBJECTS = 30;
const AT_ONCE = 8;

/**
 * The newest events about the objects, the most telling of which come first. Read live, as caching every event of a
 * cluster would cost more than it gives; and object by object, as a namespace with thousands of pods has tens of
 * thousands of them.
 */
export async function eventsOf(member: Member, objects: readonly KubernetesObject[]): Promise<ObjectEvent[]> {
  const limit = pLimit(AT_ONCE);
  const lists = await Promise.all(
    objects.slice(0, MAX_OBJECTS).map(({ metadata }) =>
      limit(() =>
        member.client.list({
          apiVersion: 'v1',
          kind: 'Event',
          namespace: metadata.namespace,
          fieldSelector: `involvedObject.uid=${metadata.uid}`,
        }),
      ),
    ),
  );
  return lists
    .flatMap(({ items }) => items.map(toObjectEvent))
    .sort((a, b) => b.lastSeen.localeCompare(a.lastSeen))
    .slice(0, MAX_EVENTS);
}

function toObjectEvent(event: KubernetesObject): ObjectEvent {
  const kind = textAt(event, 'involvedObject', 'kind') ?? '';
  return {
    type: textAt(event, 'type') ?? 'Normal',
    reason: textAt(event, 'reason') ?? '',
    message: textAt(event, 'message') ?? '',
    count: numberAt(event, 'count') ?? 1,
    lastSeen:
      textAt(event, 'lastTimestamp') ?? textAt(event, 'eventTime') ?? event.metadata.creationTimestamp ?? '',
    object: `${kind.toLowerCase()} ${textAt(event, 'involvedObject', 'name') ?? ''}`,
  };
}
