import { isDeleting } from '../objects/meta.ts';
import type { EndpointAddress, EndpointPort, Service, SliceEndpoint } from '../objects/network.ts';
import { isFinished, isReady, type Pod } from '../objects/pod.ts';

/** Pods that offer a service on the same port numbers. */
export interface Backend {
  ports: EndpointPort[];
  pods: Pod[];
}

/** A slice holds at most so many endpoints. */
const SLICE_SIZE = 100;

/** Whether a pod can be an endpoint at all: it has an address and has not ended. */
export function isEndpoint(pod: Pod): boolean {
  return pod.status?.podIP !== undefined && !isFinished(pod);
}

/** The number that a service's port has in this pod; named ports are looked up among its containers. */
function portNumber(pod: Pod, target: number | string | undefined, fallback: number): number | undefined {
  if (target === undefined || target === 0 || target === '') return fallback;
  if (typeof target === 'number') return target;
  const inits = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...pod.spec.containers, ...inits])
    for (const port of container.ports ?? []) if (port.name === target) return port.containerPort;
  return undefined;
}

/** Groups the pods of a service by the port numbers they offer. Pure. */
export function backendsOf(service: Service, pods: readonly Pod[]): Backend[] {
  const groups = new Map<string, Backend>();
  for (const pod of pods) {
    if (!isEndpoint(pod)) continue;
    const ports: EndpointPort[] = [];
    for (const { name, port, protocol = 'TCP', targetPort, appProtocol } of service.spec.ports ?? []) {
      const number = portNumber(pod, targetPort, port);
      if (number === undefined) continue;
      ports.push({
        ...(name === undefined ? {} : { name }),
        port: number,
        protocol,
        ...(appProtocol === undefined ? {} : { appProtocol }),
      });
    }
    const isHeadless = service.spec.clusterIP === 'None';
    if (ports.length === 0 && !(isHeadless && (service.spec.ports ?? []).length === 0)) continue;
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function targetOf(pod: Pod) {
  const { name, namespace, uid } = pod.metadata;
  return { kind: 'Pod', name, namespace, uid };
}

function hostnameOf(service: Service, pod: Pod): string | undefined {
  return pod.spec.hostname && pod.spec.subdomain === service.metadata.name ? pod.spec.hostname : undefined;
}

/** The subsets of the Endpoints object. */
export function subsetsOf(service: Service, backends: readonly Backend[]) {
  return backends.map(({ ports, pods }) => {
    const address = (pod: Pod): EndpointAddress => {
      const hostname = hostnameOf(service, pod);
      return {
        ...(hostname === undefined ? {} : { hostname }),
        ip: pod.status?.podIP ?? '',
        nodeName: pod.spec.nodeName,
        targetRef: targetOf(pod),
      };
    };
    const serves = (pod: Pod) =>
      service.spec.publishNotReadyAddresses === true || (isReady(pod) && !isDeleting(pod));
    const sorted = [...pods].sort((a, b) => ((a.status?.podIP ?? '') < (b.status?.podIP ?? '') ? -1 : 1));
    const addresses = sorted.filter(serves).map(address);
    const notReadyAddresses = sorted.filter((pod) => !serves(pod) && !isDeleting(pod)).map(address);
    return {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
      ...(ports.length === 0 ? {} : { ports }),
    };
  });
}

/** The contents of the endpoint slices, a hundred endpoints each; one empty slice when there is no endpoint. */
export function sliceContents(
  service: Service,
  backends: readonly Backend[],
  zoneOf: (node: string) => string | undefined,
): { endpoints: SliceEndpoint[] | null; ports: EndpointPort[] | null }[] {
  const contents = backends.flatMap(({ ports, pods }) => {
    const endpoints = pods.map((pod): SliceEndpoint => {
      const serving = isReady(pod);
      const terminating = isDeleting(pod);
      const hostname = hostnameOf(service, pod);
      const zone = zoneOf(pod.spec.nodeName ?? '');
      const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
      return {
        addresses: [pod.status?.podIP ?? ''],
        conditions: { ready, serving, terminating },
        ...(hostname === undefined ? {} : { hostname }),
        nodeName: pod.spec.nodeName,
        targetRef: targetOf(pod),
        ...(zone === undefined ? {} : { zone }),
      };
    });
    const named = ports.map((port) => ({ ...port, name: port.name ?? '' }));
    const parts: { endpoints: SliceEndpoint[]; ports: EndpointPort[] }[] = [];
    for (let from = 0; from < endpoints.length; from += SLICE_SIZE)
      parts.push({ endpoints: endpoints.slice(from, from + SLICE_SIZE), ports: named });
    return parts;
  });
  return contents.length > 0 ? contents : [{ endpoints: null, ports: null }];
}
