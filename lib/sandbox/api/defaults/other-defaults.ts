import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { ensure, fill, inner, items } from './draft.ts';

type Default = (object: JsonObject) => void;

const service: Default = (object) => {
  const spec = ensure(object, 'spec');
  fill(spec, 'sessionAffinity', 'None');
  fill(spec, 'type', 'ClusterIP');
  if (spec.sessionAffinity === 'ClientIP') {
    fill(ensure(ensure(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds', 10_800);
  }
  for (const port of items(spec, 'ports')) {
    fill(port, 'protocol', 'TCP');
    if (port.targetPort === 0 || port.targetPort === '') delete port.targetPort;
    fill(port, 'targetPort', port.port);
  }
  const { type } = spec;
  if (type === 'NodePort' || type === 'LoadBalancer') fill(spec, 'externalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') fill(spec, 'allocateLoadBalancerNodePorts', true);
  if (type !== 'ExternalName') fill(spec, 'internalTrafficPolicy', 'Cluster');
};

const networkPolicy: Default = (object) => {
  const spec = ensure(object, 'spec');
  const types = spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
  fill(spec, 'policyTypes', types);
  for (const rule of [...items(spec, 'ingress'), ...items(spec, 'egress')]) {
    for (const port of items(rule, 'ports')) fill(port, 'protocol', 'TCP');
  }
};

const endpoints: Default = (object) => {
  for (const subset of items(object, 'subsets')) {
    for (const port of items(subset, 'ports')) fill(port, 'protocol', 'TCP');
  }
};

const endpointSlice: Default = (object) => {
  // Both are told also where there are none.
  fill(object, 'endpoints', null);
  fill(object, 'ports', null);
  for (const port of items(object, 'ports')) {
    fill(port, 'name', '');
    fill(port, 'protocol', 'TCP');
  }
};

const claim: Default = (object) => {
  fill(ensure(object, 'spec'), 'volumeMode', 'Filesystem');
  fill(ensure(object, 'status'), 'phase', 'Pending');
};

const volume: Default = (object) => {
  const spec = ensure(object, 'spec');
  fill(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  fill(spec, 'volumeMode', 'Filesystem');
  fill(ensure(object, 'status'), 'phase', 'Pending');
  const hostPath = inner(spec, 'hostPath');
  if (hostPath !== undefined) fill(hostPath, 'type', '');
};

const storageClass: Default = (object) => {
  fill(object, 'reclaimPolicy', 'Delete');
  fill(object, 'volumeBindingMode', 'Immediate');
};

/** `stringData` is for writing only: it becomes data. */
const secret: Default = (object) => {
  fill(object, 'type', 'Opaque');
  const { stringData } = object;
  delete object.stringData;
  if (!isJsonObject(stringData) || Object.keys(stringData).length === 0) return;
  const data = ensure(object, 'data');
  for (const [key, value] of Object.entries(stringData)) {
    data[key] = Buffer.from(String(value)).toString('base64');
  }
};

const namespace: Default = (object) => {
  const metadata = ensure(object, 'metadata');
  if (typeof metadata.name === 'string')
    ensure(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata.name;
  fill(ensure(object, 'status'), 'phase', 'Active');
};

const binding: Default = (object) => {
  const role = inner(object, 'roleRef');
  if (role !== undefined) fillText(role, 'apiGroup', 'rbac.authorization.k8s.io');
  for (const subject of items(object, 'subjects')) {
    if (subject.kind !== 'ServiceAccount') fillText(subject, 'apiGroup', 'rbac.authorization.k8s.io');
  }
};

/** The rules of a role are told also where there are none. */
const role: Default = (object) => fill(object, 'rules', null);

function fillText(object: JsonObject, field: string, value: string): void {
  if (object[field] === undefined || object[field] === '') object[field] = value;
}

const priorityClass: Default = (object) => fill(object, 'preemptionPolicy', 'PreemptLowerPriority');

const definition: Default = (object) => {
  const spec = ensure(object, 'spec');
  const names = ensure(spec, 'names');
  if (typeof names.kind === 'string') {
    fillText(names, 'singular', names.kind.toLowerCase());
    fillText(names, 'listKind', `${names.kind}List`);
  }
  fill(ensure(spec, 'conversion'), 'strategy', 'None');
};

const limitRange: Default = (object) => {
  for (const limit of items(ensure(object, 'spec'), 'limits')) {
    if (limit.type !== 'Container') continue;
    const limits = { ...inner(limit, 'max'), ...inner(limit, 'default') };
    if (Object.keys(limits).length > 0) limit.default = limits;
    const requests = { ...inner(limit, 'min'), ...limits, ...inner(limit, 'defaultRequest') };
    if (Object.keys(requests).length > 0) limit.defaultRequest = requests;
  }
};

const webhooks: Default = (object) => {
  for (const hook of items(object, 'webhooks')) {
    fill(hook, 'failurePolicy', 'Fail');
    fill(hook, 'matchPolicy', 'Equivalent');
    fill(hook, 'namespaceSelector', {});
    fill(hook, 'objectSelector', {});
    fill(hook, 'timeoutSeconds', 10);
    if (object.kind === 'MutatingWebhookConfiguration') fill(hook, 'reinvocationPolicy', 'Never');
    for (const rule of items(hook, 'rules')) fill(rule, 'scope', '*');
  }
};

/** Events are told with every field, also those that say nothing. */
const event: Default = (object) => {
  for (const field of ['eventTime', 'firstTimestamp', 'lastTimestamp']) fill(object, field, null);
  for (const field of ['reportingComponent', 'reportingInstance']) fillText(object, field, '');
};

/** Defaults of everything that does not run pods. */
export const otherDefaults: Readonly<Record<string, Default>> = {
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  events: event,
  services: service,
  endpoints,
  secrets: secret,
  limitranges: limitRange,
  namespaces: namespace,
  persistentvolumeclaims: claim,
  persistentvolumes: volume,
  'endpointslices.discovery.k8s.io': endpointSlice,
  'networkpolicies.networking.k8s.io': networkPolicy,
  'storageclasses.storage.k8s.io': storageClass,
  'roles.rbac.authorization.k8s.io': role,
  'clusterroles.rbac.authorization.k8s.io': role,
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
  'priorityclasses.scheduling.k8s.io': priorityClass,
  'customresourcedefinitions.apiextensions.k8s.io': definition,
};
