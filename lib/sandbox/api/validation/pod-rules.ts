import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject } from '../../store/object.ts';
import { at, listAt, numberAt, textAt } from '../../store/read-json.ts';
import { duplicate, type FieldFault, invalidValue, notAllowed, notSupported, required } from './invalid.ts';
import { checkLabel, checkQualifiedName, checkSubdomain } from './names.ts';
import { labels, needed, number, type Rule, rule, text, without } from './rules.ts';

const trimmed = (value: string) =>
  value.trim() === value ? [] : ['must not have leading or trailing whitespace'];

const FIELDS_OF_PODS = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'],
  ...['spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP'],
  'status.podIPs',
];
const RESOURCES = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((resource) => `${list}.${resource}`),
);

function fieldPathFault(path: unknown, field: string): FieldFault[] {
  const plain = String(path ?? '').replace(/\['.*'\]$/, '');
  if (FIELDS_OF_PODS.includes(plain)) return [];
  const why = `error converting fieldPath: field label not supported: ${plain}`;
  return [invalidValue(field, path, why)];
}

const containerRules: readonly Rule[] = ['containers', 'initContainers'].flatMap((list) => [
  text(`${list}[].image`, trimmed),
  rule(`${list}[].env[].valueFrom.fieldRef.fieldPath`, (path, field) =>
    path === undefined ? [] : fieldPathFault(path, field),
  ),
  rule(`${list}[].env[].valueFrom.resourceFieldRef.resource`, (name, field) =>
    name === undefined || RESOURCES.includes(String(name)) || String(name).includes('hugepages-')
      ? []
      : [notSupported(field, name, RESOURCES)],
  ),
  ...['secretKeyRef', 'configMapKeyRef'].map((source) =>
    rule(`${list}[].env[].valueFrom.${source}`, (reference, field) =>
      isJsonObject(reference) && textAt(reference, 'key') === '' ? [required(`${field}.key`)] : [],
    ),
  ),
  rule(`${list}[].envFrom[]`, (source, field) =>
    at(source, 'configMapRef') === undefined && at(source, 'secretRef') === undefined
      ? [
          invalidValue(
            field.replace(/\[\d+\]$/, ''),
            '',
            'must specify one of: `configMapRef` or `secretRef`',
          ),
        ]
      : [],
  ),
  rule(`${list}[].volumeMounts[].subPath`, (path, field) =>
    String(path ?? '')
      .split('/')
      .includes('..')
      ? [invalidValue(field.replace(/\[\d+\]\.subPath$/, '.subPath'), path, "must not contain '..'")]
      : [],
  ),
  ...['preStop', 'postStart'].map((moment) =>
    rule(`${list}[].lifecycle.${moment}`, (handler, field) =>
      isJsonObject(handler) && Object.keys(handler).length === 0
        ? [required(field, 'must specify a handler type')]
        : [],
    ),
  ),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) =>
    rule(`${list}[].${probe}.httpGet`, (get, field) =>
      isJsonObject(get) && get.port === undefined
        ? [invalidValue(`${field}.port`, 0, 'must be between 1 and 65535, inclusive')]
        : [],
    ),
  ),
]);

/** Only those that go on running can be asked how they are. */
const initRules: readonly Rule[] = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].map(
  (name) =>
    rule('initContainers[]', (container, field) =>
      at(container, name) !== undefined && textAt(container, 'restartPolicy') !== 'Always'
        ? [notAllowed(`${field}.${name}`, 'may not be set for init containers without restartPolicy=Always')]
        : [],
    ),
);

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const SOURCES_OF_FILES = ['configMap', 'secret', 'projected', 'downwardAPI'];

const volumeRules: readonly Rule[] = [
  ...SOURCES_OF_FILES.flatMap((source) => [
    number(`volumes[].${source}.defaultMode`, (mode) => mode >= 0 && mode <= 0o777, MODE),
    number(`volumes[].${source}.items[].mode`, (mode) => mode >= 0 && mode <= 0o777, MODE),
    text(`volumes[].${source}.items[].path`, without('..')),
    needed(`volumes[].${source}.items[].path`),
  ]),
  needed('volumes[].configMap.items[].key'),
  needed('volumes[].secret.items[].key'),
  rule('volumes[].downwardAPI.items[]', (item, field) =>
    at(item, 'fieldRef') === undefined && at(item, 'resourceFieldRef') === undefined
      ? [required(field.replace(/\.items\[\d+\]$/, ''), 'one of fieldRef and resourceFieldRef is required')]
      : [],
  ),
  rule('volumes[].emptyDir.sizeLimit', (limit, field) =>
    (parseQuantity(String(limit ?? '0'))?.nano ?? 0n) < 0n
      ? [notAllowed(field, 'SizeLimit field must be a valid resource quantity')]
      : [],
  ),
  rule('volumes[].nfs', (nfs, field) => {
    if (!isJsonObject(nfs)) return [];
    const path = textAt(nfs, 'path');
    return [
      ...(textAt(nfs, 'server') === '' ? [required(`${field}.server`)] : []),
      ...(path === '' ? [required(`${field}.path`)] : []),
      ...(path.startsWith('/') ? [] : [invalidValue(`${field}.path`, path, 'must be an absolute path')]),
    ];
  }),
];

const affinityRules: readonly Rule[] = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => {
  const required_ = `affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution[].topologyKey`;
  const preferred = `affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm.topologyKey`;
  return [required_, preferred].map((path) =>
    rule(path, (key, field) => [
      ...(key === undefined || key === '' ? [required(field, 'can not be empty')] : []),
      ...checkQualifiedName(String(key ?? '')).map((sentence) => invalidValue(field, key ?? '', sentence)),
    ]),
  );
});

/** A port of the node can be taken once by a pod. */
const duplicateHostPorts: Rule = (spec, prefix) => {
  const taken = new Set<string>();
  return listAt(spec, 'containers').flatMap((container, place) =>
    listAt(container, 'ports').flatMap((port, index) => {
      if (numberAt(port, 'hostPort') === 0) return [];
      const key = `${textAt(port, 'protocol')}/${textAt(port, 'hostIP')}/${numberAt(port, 'hostPort')}`;
      const isTaken = taken.has(key);
      taken.add(key);
      return isTaken ? [duplicate(`${prefix}.containers[${place}].ports[${index}].hostPort`, key)] : [];
    }),
  );
};

const podRules: readonly Rule[] = [
  text('hostname', checkLabel),
  text('subdomain', checkLabel),
  text('nodeName', checkSubdomain),
  labels('nodeSelector'),
  number(
    'activeDeadlineSeconds',
    (seconds) => seconds >= 1 && seconds <= 2_147_483_647,
    'must be between 1 and 2147483647, inclusive',
  ),
  text('readinessGates[].conditionType', checkQualifiedName),
  duplicateHostPorts,
  (spec, prefix) =>
    textAt(spec, 'dnsPolicy') === 'None' && listAt(spec, 'dnsConfig', 'nameservers').length === 0
      ? [required(`${prefix}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None')]
      : [],
  (spec, prefix) =>
    at(spec, 'hostPID') === true && at(spec, 'shareProcessNamespace') === true
      ? [
          invalidValue(
            `${prefix}.shareProcessNamespace`,
            true,
            'ShareProcessNamespace and HostPID cannot both be enabled',
          ),
        ]
      : [],
  ...affinityRules,
  ...volumeRules,
  ...containerRules,
  ...initRules,
];

/** What single fields of a pod's spec have to be, in a pod or in a template. */
export function podRuleFaults(spec: unknown, field: string): FieldFault[] {
  return podRules.flatMap((judge) => judge(spec, field));
}
