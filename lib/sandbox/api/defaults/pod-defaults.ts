import type { JsonObject } from '../../store/object.ts';
import { ensure, fill, inner, items } from './draft.ts';

/** A tag of `latest`, or none, is pulled always. */
function pullPolicy(image: unknown): string {
  if (typeof image !== 'string') return 'IfNotPresent';
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const tag = name.includes(':') ? name.slice(name.indexOf(':') + 1) : 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultHttpGet(holder: JsonObject | undefined): void {
  const get = inner(holder, 'httpGet');
  if (get === undefined) return;
  fill(get, 'path', '/');
  fill(get, 'scheme', 'HTTP');
}

function defaultProbe(probe: JsonObject | undefined): void {
  if (probe === undefined) return;
  defaultHttpGet(probe);
  const grpc = inner(probe, 'grpc');
  if (grpc !== undefined) fill(grpc, 'service', '');
  fill(probe, 'timeoutSeconds', 1);
  fill(probe, 'periodSeconds', 10);
  fill(probe, 'successThreshold', 1);
  fill(probe, 'failureThreshold', 3);
}

function defaultContainer(container: JsonObject): void {
  fill(container, 'imagePullPolicy', pullPolicy(container.image));
  fill(container, 'resources', {});
  fill(container, 'terminationMessagePath', '/dev/termination-log');
  fill(container, 'terminationMessagePolicy', 'File');
  for (const port of items(container, 'ports')) fill(port, 'protocol', 'TCP');
  for (const variable of items(container, 'env')) {
    const field = inner(inner(variable, 'valueFrom'), 'fieldRef');
    if (field !== undefined) fill(field, 'apiVersion', 'v1');
    const resource = inner(inner(variable, 'valueFrom'), 'resourceFieldRef');
    if (resource !== undefined) fill(resource, 'divisor', '0');
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    defaultProbe(inner(container, name));
  const lifecycle = inner(container, 'lifecycle');
  defaultHttpGet(inner(lifecycle, 'postStart'));
  defaultHttpGet(inner(lifecycle, 'preStop'));
}

function defaultDownward(source: JsonObject | undefined): void {
  for (const item of items(source, 'items')) {
    const field = inner(item, 'fieldRef');
    if (field !== undefined) fill(field, 'apiVersion', 'v1');
    const resource = inner(item, 'resourceFieldRef');
    if (resource !== undefined) fill(resource, 'divisor', '0');
  }
}

function defaultVolume(volume: JsonObject): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) volume.emptyDir = {};
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = inner(volume, name);
    if (source !== undefined) fill(source, 'defaultMode', 420);
  }
  defaultDownward(inner(volume, 'downwardAPI'));
  for (const source of items(inner(volume, 'projected'), 'sources')) {
    const token = inner(source, 'serviceAccountToken');
    if (token !== undefined) fill(token, 'expirationSeconds', 3600);
    defaultDownward(inner(source, 'downwardAPI'));
  }
  const hostPath = inner(volume, 'hostPath');
  if (hostPath !== undefined) fill(hostPath, 'type', '');
  const claim = inner(inner(inner(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
  if (claim !== undefined) fill(claim, 'volumeMode', 'Filesystem');
}

/** Defaults of a pod's spec, in pods and in templates alike. */
export function defaultPodSpec(spec: JsonObject): void {
  fill(spec, 'dnsPolicy', 'ClusterFirst');
  fill(spec, 'restartPolicy', 'Always');
  fill(spec, 'schedulerName', 'default-scheduler');
  fill(spec, 'securityContext', {});
  fill(spec, 'terminationGracePeriodSeconds', 30);
  // The deprecated name goes with the new one wherever one of them is given.
  if (spec.serviceAccountName !== undefined) spec.serviceAccount = spec.serviceAccountName;
  else if (spec.serviceAccount !== undefined) spec.serviceAccountName = spec.serviceAccount;
  for (const volume of items(spec, 'volumes')) defaultVolume(volume);
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((name) =>
    items(spec, name),
  );
  for (const container of containers) {
    defaultContainer(container);
    if (spec.hostNetwork !== true) continue;
    for (const port of items(container, 'ports')) fill(port, 'hostPort', port.containerPort);
  }
  for (const constraint of items(spec, 'topologySpreadConstraints')) {
    fill(constraint, 'whenUnsatisfiable', 'DoNotSchedule');
  }
}

/** Defaults of a pod template: those of its spec. */
export function defaultTemplate(owner: JsonObject): void {
  const spec = inner(inner(owner, 'template'), 'spec');
  if (spec !== undefined) defaultPodSpec(spec);
}

/** Defaults only pods themselves get. */
export function defaultPod(pod: JsonObject): void {
  const spec = ensure(pod, 'spec');
  defaultPodSpec(spec);
  fill(spec, 'enableServiceLinks', true);
  for (const container of [...items(spec, 'initContainers'), ...items(spec, 'containers')]) {
    const resources = inner(container, 'resources');
    const limits = inner(resources, 'limits');
    if (resources === undefined || limits === undefined) continue;
    const requests = ensure(resources, 'requests');
    for (const [name, amount] of Object.entries(limits)) fill(requests, name, amount);
  }
}
