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
  refOf,
  replicasOf,
  textAt,
} from '#lib/kubernetes/index.ts';
import { eventsOf } from './events-of.ts';
import { openObject } from './open-object.ts';
import { toInstance, troubledFirst } from './pod-health.ts';
import type { ObjectDetails, ObjectRef } from './schema.ts';
import { hasTraffic } from './traffic.ts';

const MAX_PODS = 500;

/** Everything that the details drawer shows of one object: how it is, why, its pods, events and YAML. */
export async function getObject(ctx: Context, ref: ObjectRef): Promise<ObjectDetails> {
  const { member, live, application } = await openObject(ctx, ref);
  const below = familyOf(member, live);
  const pods = below.filter((object) => object.kind === 'Pod').sort(troubledFirst);
  const makers = below.filter((object) => object.kind !== 'Pod');
  const [report, events] = await Promise.all([
    checkStability({ client: member.client, refs: [refOf(live)] }),
    eventsOf(member, [live, ...makers, ...pods]),
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
    podCount: pods.length,
    pods: pods.slice(0, MAX_PODS).map((pod) => ({
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
