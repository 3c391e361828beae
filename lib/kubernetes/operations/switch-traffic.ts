import { NotFound } from '#lib/platform/errors.ts';
import { type ApiError, isApiError, isMissing } from '../client/api-error.ts';
import { manifestNameOf } from '../kinds/kind-name.ts';
import { type KubernetesObject, refOf } from '../manifests/object.ts';
import { controllerOf } from '../manifests/readers.ts';
import { loadBalancerRef, loadBalancersOf, trafficPatch } from '../traffic/load-balancers.ts';
import type { ObjectOutput, TrafficInput } from './contract.ts';
import { outputOf, placeOf, readLive, requireAction } from './live-object.ts';

export function enableManifest(input: TrafficInput): Promise<ObjectOutput> {
  return switchTraffic(input, 'enable');
}

export function disableManifest(input: TrafficInput): Promise<ObjectOutput> {
  return switchTraffic(input, 'disable');
}

/**
 * Lets services reach a workload's pods, or no longer: their selector labels go onto the pod template and, for a ReplicaSet, onto the pods it
 * has (a ReplicaSet never replaces them by itself). No services means nothing to do.
 */
async function switchTraffic(input: TrafficInput, direction: 'enable' | 'disable'): Promise<ObjectOutput> {
  requireAction(input.ref, 'receivesTraffic');
  const live = await readLive(input);
  const names = input.loadBalancers?.length ? input.loadBalancers : loadBalancersOf(live);
  if (names.length === 0)
    return outputOf(live, ['It names no load balancers, so there is no traffic to switch.']);
  const services = await Promise.all(names.map((name) => readService(name, live, input)));
  // The template first: a pod made in between then comes with the right labels.
  const patched = await relabel(live, services, direction, input);
  if (live.kind === 'ReplicaSet') {
    const pods = await podsOf(live, input);
    await Promise.all(pods.map((pod) => relabel(pod, services, direction, input)));
  }
  return outputOf(patched);
}

async function readService(name: string, live: KubernetesObject, { client, signal }: TrafficInput) {
  const ref = loadBalancerRef(name, live.metadata.namespace);
  const service = await client.get(ref, signal);
  if (service) return service;
  throw new NotFound(`${name}${placeOf(ref)} does not exist, so ${manifestNameOf(live)} cannot be switched.`);
}

async function podsOf(
  owner: KubernetesObject,
  { client, signal }: TrafficInput,
): Promise<KubernetesObject[]> {
  const { items } = await client.list(
    { kind: 'Pod', namespace: owner.metadata.namespace, metadataOnly: true },
    signal,
  );
  return items.filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid);
}

async function relabel(
  object: KubernetesObject,
  services: readonly KubernetesObject[],
  direction: 'enable' | 'disable',
  { client, signal }: TrafficInput,
): Promise<KubernetesObject> {
  let current = object;
  for (let attempt = 0; ; attempt += 1) {
    const body = services.flatMap((service) => trafficPatch(current, service, direction));
    if (body.length === 0) return current;
    try {
      return await client.patch(refOf(current), { type: 'json', body }, { signal, as: 'foredeck-rollout' });
    } catch (error) {
      // A pod may end meanwhile; a label may have gone since it was read.
      if (isMissing(error) && object.kind === 'Pod') return current;
      if (!isStalePatch(error) || attempt >= 3) throw error;
      const live = await client.get(refOf(current), signal);
      if (!live) return current;
      current = live;
    }
  }
}

function isStalePatch(error: unknown): error is ApiError {
  return isApiError(error) && (error.code === 422 || error.code === 409);
}
