import type { StoreEvent } from '../../store/contract.ts';
import { sameJson } from '../../store/object.ts';
import { controllerReference, isDeleting, splitKey, wireTime } from '../objects/meta.ts';
import { generatedName } from '../objects/names.ts';
import type { EndpointSlice, Endpoints, Service } from '../objects/network.ts';
import type { Node } from '../objects/node.ts';
import { isReady, type Pod } from '../objects/pod.ts';
import { hasLabels } from '../objects/selector.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { itself } from '../runtime/keys.ts';
import { type Backend, backendsOf, isEndpoint, sliceContents, subsetsOf } from './resolve.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';
const CHANGED = 'endpoints.kubernetes.io/last-change-trigger-time';
/** The elder Endpoints object stops here; slices take the rest. */
const LEGACY_LIMIT = 1000;

/** Keeps the endpoints of services, in both shapes that clients read. */
export function endpointsController(cluster: Cluster): Controller {
  const services = collection<Service>(cluster.store, 'services');
  const endpoints = collection<Endpoints>(cluster.store, 'endpoints');
  const slices = collection<EndpointSlice>(cluster.store, 'endpointslices.discovery.k8s.io');
  const nodes = collection<Node>(cluster.store, 'nodes');

  function reconcile(key: string): undefined {
    const { namespace, name } = splitKey(key);
    const service = services.get(namespace, name);
    if (!service) {
      // Slices follow their owner by garbage collection; the Endpoints object has no owner and goes here.
      const left = endpoints.get(namespace, name);
      if (left?.metadata.labels?.['endpoints.kubernetes.io/managed-by']) endpoints.remove(left);
      return;
    }
    const { selector } = service.spec;
    if (!selector || isDeleting(service)) return;
    const pods = cluster.pods.list(namespace, (pod) => hasLabels(pod.metadata.labels, selector));
    const backends = backendsOf(service, pods);
    writeEndpoints(service, backends);
    writeSlices(service, backends);
  }

  function labelsOf(service: Service, own: Record<string, string>): Record<string, string> {
    const isHeadless = service.spec.clusterIP === 'None';
    return {
      ...service.metadata.labels,
      ...own,
      ...(isHeadless ? { 'service.kubernetes.io/headless': '' } : {}),
    };
  }

  function writeEndpoints(service: Service, backends: readonly Backend[]): void {
    const { name, namespace } = service.metadata;
    const total = backends.reduce((sum, { pods }) => sum + pods.length, 0);
    const shown =
      total > LEGACY_LIMIT
        ? backends.map(({ ports, pods }) => ({ ports, pods: pods.slice(0, LEGACY_LIMIT) }))
        : backends;
    const subsets = subsetsOf(service, shown);
    const labels = labelsOf(service, { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    const live = endpoints.get(namespace, name);
    const annotations = {
      [CHANGED]: wireTime(cluster.store.now()),
      ...(total > LEGACY_LIMIT ? { 'endpoints.kubernetes.io/over-capacity': 'truncated' } : {}),
    };
    if (!live) {
      endpoints.create({
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name, namespace, labels, annotations },
        ...(subsets.length === 0 ? {} : { subsets }),
      });
      return;
    }
    if (sameJson(live.subsets ?? [], subsets) && sameJson(live.metadata.labels, labels)) return;
    endpoints.update(live, ({ subsets: _old, ...rest }) => ({
      ...rest,
      metadata: { ...rest.metadata, labels, annotations: { ...rest.metadata.annotations, ...annotations } },
      ...(subsets.length === 0 ? {} : { subsets }),
    }));
  }

  function writeSlices(service: Service, backends: readonly Backend[]): void {
    const zoneOf = (node: string) =>
      nodes.get(undefined, node)?.metadata.labels?.['topology.kubernetes.io/zone'];
    const wanted = sliceContents(service, backends, zoneOf);
    const live = slices.controlledBy(service.metadata.uid);
    const labels = labelsOf(service, {
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      [SERVICE_NAME]: service.metadata.name,
    });
    const annotations = { [CHANGED]: wireTime(cluster.store.now()) };
    wanted.forEach((content, index) => {
      const slice = live[index];
      if (!slice) create(service, content, labels, annotations);
      else if (!sameJson({ endpoints: slice.endpoints, ports: slice.ports }, content))
        slices.update(slice, (now) => ({
          ...now,
          ...content,
          metadata: { ...now.metadata, labels, annotations: { ...now.metadata.annotations, ...annotations } },
        }));
    });
    for (const slice of live.slice(wanted.length)) slices.remove(slice);
  }

  function create(
    service: Service,
    content: ReturnType<typeof sliceContents>[number],
    labels: Record<string, string>,
    annotations: Record<string, string>,
  ): void {
    const base = `${service.metadata.name}-`;
    slices.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: generatedName(base, cluster.random),
        generateName: base,
        namespace: service.metadata.namespace,
        labels,
        annotations,
        ownerReferences: [controllerReference(service)],
      },
      addressType: 'IPv4',
      ...content,
    });
  }

  /** Services whose selector has the pod, when the pod changed in a way that shows in endpoints. */
  function servicesOf({ type, object, previous }: StoreEvent): string[] {
    const pod = typed<Pod>(object);
    const before = previous && typed<Pod>(previous);
    if (type === 'ADDED' && !isEndpoint(pod)) return [];
    if (type === 'MODIFIED' && before && looksSame(before, pod)) return [];
    const { namespace } = pod.metadata;
    return services
      .list(namespace, ({ spec: { selector } }) => {
        if (!selector) return false;
        const had = before ? hasLabels(before.metadata.labels, selector) : false;
        return had || hasLabels(pod.metadata.labels, selector);
      })
      .map(({ metadata }) => `${namespace}/${metadata.name}`);
  }

  return {
    name: 'endpointslice-controller',
    watches: { services: itself, pods: servicesOf },
    reconcile,
    spacingMs: 50,
  };
}

function looksSame(before: Pod, after: Pod): boolean {
  return (
    before.metadata.labels === after.metadata.labels &&
    before.status?.podIP === after.status?.podIP &&
    isReady(before) === isReady(after) &&
    isDeleting(before) === isDeleting(after) &&
    isEndpoint(before) === isEndpoint(after)
  );
}
