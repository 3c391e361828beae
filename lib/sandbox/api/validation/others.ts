import { isIP } from 'node:net';
import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { jsonError } from '../http/json-error.ts';
import { duplicate, type FieldFault, invalidValue, notSupported, required } from './invalid.ts';
import { labelFaults } from './metadata.ts';
import {
  checkConfigKey,
  checkLabel,
  checkPortName,
  checkSubdomain,
  checkWildcard,
  portFault,
} from './names.ts';
import { podSpecFaults } from './pod-spec.ts';

type Faults = (object: KubernetesObject) => FieldFault[];

const pod: Faults = ({ spec }) => podSpecFaults(spec, 'spec');

function servicePortFaults(spec: unknown): FieldFault[] {
  const ports = listAt(spec, 'ports');
  const names = new Set<string>();
  const seen = new Set<string>();
  return ports.flatMap((port, index) => {
    const here = `spec.ports[${index}]`;
    const faults: FieldFault[] = [];
    const name = textAt(port, 'name');
    if (name === '' && ports.length > 1) faults.push(required(`${here}.name`));
    else if (name !== '') {
      faults.push(...checkLabel(name).map((sentence) => invalidValue(`${here}.name`, name, sentence)));
      if (names.has(name)) faults.push(duplicate(`${here}.name`, name));
    }
    names.add(name);
    const number = numberAt(port, 'port');
    const fault = portFault(number);
    if (fault !== undefined) faults.push(invalidValue(`${here}.port`, number, fault));
    const protocol = textAt(port, 'protocol');
    if (!['SCTP', 'TCP', 'UDP'].includes(protocol)) {
      faults.push(notSupported(`${here}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']));
    }
    const target = at(port, 'targetPort');
    if (typeof target === 'string') {
      faults.push(
        ...checkPortName(target).map((sentence) => invalidValue(`${here}.targetPort`, target, sentence)),
      );
    }
    const targetFault = typeof target === 'number' ? portFault(target) : undefined;
    if (targetFault !== undefined) faults.push(invalidValue(`${here}.targetPort`, target, targetFault));
    const key = `${protocol}/${number}`;
    if (seen.has(key)) {
      const shown = {
        Name: '',
        Protocol: protocol,
        AppProtocol: null,
        Port: number,
        TargetPort: 0,
        NodePort: 0,
      };
      faults.push(duplicate(here, shown));
    }
    seen.add(key);
    return faults;
  });
}

const service: Faults = ({ spec }) => {
  const type = textAt(spec, 'type');
  const faults: FieldFault[] = [];
  const isHeadless = textAt(spec, 'clusterIP') === 'None';
  const external = at(spec, 'externalTrafficPolicy');
  const isReachable =
    type === 'NodePort' || type === 'LoadBalancer' || listAt(spec, 'externalIPs').length > 0;
  if (external !== undefined && !isReachable) {
    faults.push(
      invalidValue(
        'spec.externalTrafficPolicy',
        external,
        'may only be set for externally-accessible services',
      ),
    );
  }
  if (listAt(spec, 'ports').length === 0 && !isHeadless && type !== 'ExternalName')
    faults.push(required('spec.ports'));
  for (const [index, address] of listAt(spec, 'externalIPs').entries()) {
    if (isIP(String(address)) !== 0) continue;
    const sentence = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
    faults.push(invalidValue(`spec.externalIPs[${index}]`, address, sentence));
  }
  faults.push(...labelFaults(at(spec, 'selector'), 'spec.selector'));
  const affinities = ['ClientIP', 'None'];
  if (!affinities.includes(textAt(spec, 'sessionAffinity'))) {
    faults.push(notSupported('spec.sessionAffinity', at(spec, 'sessionAffinity'), affinities));
  }
  const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
  faults.push(...servicePortFaults(spec));
  if (!types.includes(type)) faults.push(notSupported('spec.type', type, types));
  if (type === 'ExternalName') {
    const name = textAt(spec, 'externalName').replace(/\.$/, '');
    if (name === '') return [...faults, required('spec.externalName')];
    faults.push(
      ...checkSubdomain(name).map((sentence) =>
        invalidValue('spec.externalName', textAt(spec, 'externalName'), sentence),
      ),
    );
  }
  return faults;
};

const configMap: Faults = (object) => [
  ...Object.keys(objectAt(object, 'data'))
    .filter((key) => objectAt(object, 'binaryData')[key] !== undefined)
    .map((key) => invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')),
  ...['data', 'binaryData'].flatMap((field) =>
    Object.keys(objectAt(object, field)).flatMap((key) =>
      checkConfigKey(key).map((sentence) => invalidValue(`${field}[${key}]`, key, sentence)),
    ),
  ),
];

const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** The fault of a registry's login that is no JSON, in the words of Go's parser. */
function loginFaults(data: Record<string, unknown>): FieldFault[] {
  return ['.dockerconfigjson', '.dockercfg'].flatMap((key) => {
    const value = data[key];
    if (typeof value !== 'string') return [];
    const field = `data[${key}]`;
    const fault = jsonError(Buffer.from(value, 'base64').toString());
    return fault === undefined ? [] : [invalidValue(field, '<secret contents redacted>', fault)];
  });
}

const secret: Faults = (object) => {
  const data = objectAt(object, 'data');
  const keys = Object.keys(data).flatMap((key) =>
    checkConfigKey(key).map((sentence) => invalidValue(`data[${key}]`, key, sentence)),
  );
  const needed = (SECRET_KEYS[textAt(object, 'type')] ?? [])
    .filter((key) => data[key] === undefined)
    .map((key) => required(`data[${key}]`));
  const isLogin = ['username', 'password'].some((key) => data[key] !== undefined);
  const login =
    textAt(object, 'type') === 'kubernetes.io/basic-auth' && !isLogin
      ? [required('data[username]'), required('data[password]')]
      : [];
  const isOfRegistry = textAt(object, 'type').startsWith('kubernetes.io/dockerc');
  return [...keys, ...needed, ...login, ...(isOfRegistry ? loginFaults(data) : [])];
};

const claim: Faults = ({ spec }) => {
  const faults: FieldFault[] = [];
  if (listAt(spec, 'accessModes').length === 0)
    faults.push(required('spec.accessModes', 'at least 1 access mode is required'));
  const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
  for (const mode of listAt(spec, 'accessModes')) {
    if (!modes.includes(String(mode))) faults.push(notSupported('spec.accessModes', mode, modes));
  }
  const storage = at(spec, 'resources', 'requests', 'storage');
  if (storage === undefined) faults.push(required('spec.resources[storage]'));
  else if ((parseQuantity(String(storage))?.nano ?? 0n) <= 0n) {
    faults.push(invalidValue('spec.resources[storage]', storage, 'must be greater than zero'));
  }
  return faults;
};

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

function ingressPathFaults(path: unknown, here: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const type = at(path, 'pathType');
  const text = textAt(path, 'path');
  if (type === undefined) return [required(`${here}.pathType`, 'pathType must be specified')];
  if (!PATH_TYPES.includes(String(type))) faults.push(notSupported(`${here}.pathType`, type, PATH_TYPES));
  else if (type !== 'ImplementationSpecific' && !text.startsWith('/')) {
    faults.push(invalidValue(`${here}.path`, text, 'must be an absolute path'));
  }
  const backend = at(path, 'backend', 'service');
  if (isJsonObject(backend)) {
    if (textAt(backend, 'name') === '') faults.push(required(`${here}.backend.service.name`));
    if (at(backend, 'port', 'name') === undefined && at(backend, 'port', 'number') === undefined) {
      faults.push(required(`${here}.backend`, 'port name or number is required'));
    }
  } else if (at(path, 'backend', 'resource') === undefined) {
    faults.push(invalidValue(`${here}.backend`, '', 'resource or service backend is required'));
  }
  return faults;
}

const ingress: Faults = ({ spec }) => {
  const rules = listAt(spec, 'rules');
  const faults: FieldFault[] = [];
  if (rules.length === 0 && at(spec, 'defaultBackend') === undefined) {
    faults.push(invalidValue('spec', null, 'either `defaultBackend` or `rules` must be specified'));
  }
  for (const [index, rule] of rules.entries()) {
    const host = textAt(rule, 'host');
    if (host !== '') {
      const check = host.includes('*') ? checkWildcard : checkSubdomain;
      faults.push(
        ...check(host).map((sentence) => invalidValue(`spec.rules[${index}].host`, host, sentence)),
      );
    }
    for (const [place, path] of listAt(rule, 'http', 'paths').entries()) {
      faults.push(...ingressPathFaults(path, `spec.rules[${index}].http.paths[${place}]`));
    }
  }
  return faults;
};

const binding: Faults = (object) => {
  const faults: FieldFault[] = [];
  const kinds = ['Role', 'ClusterRole'];
  const kind = textAt(object, 'roleRef', 'kind');
  if (object.kind === 'RoleBinding' && !kinds.includes(kind))
    faults.push(notSupported('roleRef.kind', kind, kinds));
  if (object.kind === 'ClusterRoleBinding' && kind !== 'ClusterRole')
    faults.push(notSupported('roleRef.kind', kind, ['ClusterRole']));
  const subjectKinds = ['ServiceAccount', 'User', 'Group'];
  for (const [index, subject] of listAt(object, 'subjects').entries()) {
    const { kind: who, name } = objectAt([subject], 0);
    if (!subjectKinds.includes(String(who)))
      faults.push(notSupported(`subjects[${index}].kind`, who, subjectKinds));
    if (name === '') faults.push(required(`subjects[${index}].name`));
  }
  if (textAt(object, 'roleRef', 'name') === '') faults.push(required('roleRef.name'));
  return faults;
};

const role: Faults = (object) =>
  listAt(object, 'rules').flatMap((rule, index) => {
    const here = `rules[${index}]`;
    const isOfPaths = listAt(rule, 'nonResourceURLs').length > 0;
    const faults: FieldFault[] = [];
    if (!isOfPaths && listAt(rule, 'apiGroups').length === 0) {
      faults.push(required(`${here}.apiGroups`, 'resource rules must supply at least one api group'));
    }
    if (!isOfPaths && listAt(rule, 'resources').length === 0) {
      faults.push(required(`${here}.resources`, 'resource rules must supply at least one resource'));
    }
    if (listAt(rule, 'verbs').length === 0) faults.push(required(`${here}.verbs`));
    return faults;
  });

/** What must hold for everything that does not run pods, and for pods themselves. */
export const otherFaults: Readonly<Record<string, Faults>> = {
  pods: pod,
  services: service,
  configmaps: configMap,
  secrets: secret,
  persistentvolumeclaims: claim,
  'ingresses.networking.k8s.io': ingress,
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
  'roles.rbac.authorization.k8s.io': role,
  'clusterroles.rbac.authorization.k8s.io': role,
};
