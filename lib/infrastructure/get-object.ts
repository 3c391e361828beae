import { stringify } from 'yaml';
import type { Context } from '#lib/auth/index.ts';
import type { Member } from '#lib/fleet/index.ts';
import {
  checkStability,
  cleaned,
  controllerOf,
  fieldsAt,
  type KubernetesObject,
  kindNameOf,
  listAt,
  loadBalancersOf,
  numberAt,
  refOf,
  replicasOf,
  textAt,
} from '#lib/kubernetes/index.ts';
import { openObject } from './open-object.ts';
import { toInstance } from './pod-health.ts';
import type { ObjectDetails, ObjectEvent, ObjectRef } from './schema.ts';
import { hasTraffic } from './traffic.ts';

const MAX_PODS = 500;
const MAX_EVENTS = 50;

/** Everything that the details drawer shows of one object: how it is, why, its pods, events and YAML. */
export async function getObject(ctx: Context, ref: ObjectRef): Promise<ObjectDetails> {
  const { member, live, application } = await openObject(ctx, ref);
  const below = familyOf(member, live);
  const pods = below.filter((object) => object.kind === 'Pod').slice(0, MAX_PODS);
  const [report, events] = await Promise.all([
    checkStability({ client: member.client, refs: [refOf(live)] }),
    eventsOf(member, [live, ...below]),
  ]);
  const state = report.manifests[0];
  return {
    account: member.name,
    isProduction: member.isProduction,
    application: application ?? null,
    kind: kindNameOf(live),
    namespace: live.metadata.namespace ?? '',
    name: live.metadata.name ?? '',
    yaml: stringify(cleaned(live), { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }),
    isStable: state?.state === 'stable',
    message: report.problems[0]?.sentence ?? state?.message ?? '',
    problems: report.problems.map(({ sentence, fatal, logTail }) => ({
      sentence,
      fatal,
      ...(logTail ? { logTail } : {}),
    })),
    conditions: listAt(live, 'status', 'conditions').map((condition) => ({
      type: textAt(condition, 'type') ?? '',
      status: textAt(condition, 'status') ?? '',
      reason: textAt(condition, 'reason') ?? '',
      message: textAt(condition, 'message') ?? '',
    })),
    events,
    pods: pods.map((pod) => ({
      ...toInstance(pod),
      containers: listAt(pod, 'spec', 'containers').map((container) => textAt(container, 'name') ?? ''),
    })),
    owners: ownersOf(member, live),
    replicas: replicasOf(live) ?? null,
    isPaused: fieldsAt(live, 'spec')?.paused === true,
    hasTraffic: hasTraffic(live, member.cache.list({ kind: 'Service', namespace: live.metadata.namespace })),
    loadBalancers: loadBalancersOf(live),
  };
}

/** Everything an object owns, directly or not; a pod's family is itself. */
export function familyOf(member: Member, object: KubernetesObject): KubernetesObject[] {
  if (object.kind === 'Pod') return [object];
  const owned = member.cache.ownedBy(object.metadata.uid ?? '');
  return owned.flatMap((child) => (child.kind === 'Pod' ? [child] : [child, ...familyOf(member, child)]));
}

/** Owners from the top down, the object last. */
function ownersOf(member: Member, object: KubernetesObject): { kind: string; name: string }[] {
  const chain = [{ kind: kindNameOf(object), name: object.metadata.name ?? '' }];
  let owner = controllerOf(object);
  while (owner && chain.length < 8) {
    chain.unshift({ kind: kindNameOf(owner), name: owner.name });
    const parent = member.cache.byUid(owner.uid);
    owner = parent ? controllerOf(parent) : undefined;
  }
  return chain;
}

/** The newest events about any of the objects. Read live: caching every event of a cluster would cost more than it gives. */
async function eventsOf(member: Member, objects: readonly KubernetesObject[]): Promise<ObjectEvent[]> {
  const uids = new Set(objects.map((object) => object.metadata.uid));
  const namespace = objects[0]?.metadata.namespace;
  const { items } = await member.client.list({
    apiVersion: 'v1',
    kind: 'Event',
    ...(namespace ? { namespace } : {}),
  });
  return items
    .filter((event) => uids.has(textAt(event, 'involvedObject', 'uid')))
    .map((event) => ({
      type: textAt(event, 'type') ?? 'Normal',
      reason: textAt(event, 'reason') ?? '',
      message: textAt(event, 'message') ?? '',
      count: numberAt(event, 'count') ?? 1,
      lastSeen:
        textAt(event, 'lastTimestamp') ??
        textAt(event, 'eventTime') ??
        event.metadata.creationTimestamp ??
        '',
      object: `${(textAt(event, 'involvedObject', 'kind') ?? '').toLowerCase()} ${textAt(event, 'involvedObject', 'name') ?? ''}`,
    }))
    .sort((a, b) => b.lastSeen.localeCompare(a.lastSeen))
    .slice(0, MAX_EVENTS);
}
