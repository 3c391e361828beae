import { isIP } from 'node:net';
import { isJsonObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notAllowed, required } from './invalid.ts';
import { type Check, checkLabel, checkPortName, checkSubdomain } from './names.ts';
import { labels, number, oneOf, type Rule, rule, text, without } from './rules.ts';

// What single fields of services, ingresses and network policies have to be.

const IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
export const checkIp: Check = (value) => (isIP(value) === 0 ? [IP] : []);
const checkCidr = (value: string) => {
  const [address = '', bits = ''] = value.split('/');
  return isIP(address) !== 0 && /^\d+$/.test(bits)
    ? []
    : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
};

export const serviceRules: readonly Rule[] = [
  rule('spec.ports[]', (port, field) =>
    at(port, 'targetPort') === undefined && at(port, 'port') === undefined
      ? [invalidValue(`${field}.targetPort`, 0, 'must be between 1 and 65535, inclusive')]
      : [],
  ),
  (object) =>
    textAt(object, 'spec', 'type') === 'ClusterIP'
      ? listAt(object, 'spec', 'ports').flatMap((port, index) =>
          numberAt(port, 'nodePort') === 0
            ? []
            : [notAllowed(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")],
        )
      : [],
  (object) => {
    const type = textAt(object, 'spec', 'type');
    return textAt(object, 'spec', 'clusterIP') === 'None' && ['NodePort', 'LoadBalancer'].includes(type)
      ? [invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)]
      : [];
  },
  rule('spec.clusterIP', (value) =>
    typeof value === 'string' && value !== '' && value !== 'None' && isIP(value) === 0
      ? [invalidValue('spec.clusterIPs[0]', value, IP)]
      : [],
  ),
  rule('spec.externalIPs[]', (address, field) =>
    String(address).startsWith('127.')
      ? [invalidValue(field, address, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')]
      : [],
  ),
  rule('spec.loadBalancerSourceRanges[]', (range, field) =>
    checkCidr(String(range)).map((sentence) =>
      invalidValue(field.replace('loadBalancer', 'LoadBalancer'), range, sentence),
    ),
  ),
  oneOf('spec.ipFamilies[]', ['IPv4', 'IPv6']),
  number(
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
    (seconds) => seconds > 0 && seconds <= 86_400,
    'must be greater than 0 and less than 86400',
  ),
  (object) => {
    const { healthCheckNodePort, type, externalTrafficPolicy } = objectAt(object, 'spec');
    const isUsed = type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    return healthCheckNodePort === undefined || isUsed
      ? []
      : [invalidValue('spec.healthCheckNodePort', healthCheckNodePort, why)];
  },
];

/** The service that a backend of an ingress names. */
function backendFaults(backend: unknown, field: string): FieldFault[] {
  const inner = at(backend, 'service');
  if (!isJsonObject(inner)) return [];
  const name = textAt(inner, 'name');
  const port = objectAt(inner, 'port');
  const portName = textAt(port, 'name');
  const portNumber = numberAt(port, 'number');
  return [
    ...(name === ''
      ? []
      : checkLabel(name).map((sentence) => invalidValue(`${field}.service.name`, name, sentence))),
    ...(portName !== '' && portNumber !== 0
      ? [invalidValue(field, '', 'cannot set both port name & port number')]
      : []),
    ...(portName === '' && portNumber === 0 ? [required(field, 'port name or number is required')] : []),
    ...(portName === ''
      ? []
      : checkPortName(portName).map((sentence) =>
          invalidValue(`${field}.service.port.name`, portName, sentence),
        )),
  ];
}

export const ingressRules: readonly Rule[] = [
  rule('spec.rules[].host', (host, field) =>
    typeof host === 'string' && isIP(host) !== 0
      ? [invalidValue(field, host, 'must be a DNS name, not an IP address')]
      : [],
  ),
  rule('spec.rules[].http', (http, field) =>
    isJsonObject(http) && listAt(http, 'paths').length === 0 ? [required(`${field}.paths`)] : [],
  ),
  rule('spec.rules[].http.paths[]', (path, field) =>
    textAt(path, 'pathType') === 'ImplementationSpecific'
      ? []
      : ['//', '/./', '/../'].flatMap((part) =>
          without(part)(textAt(path, 'path')).map((sentence) =>
            invalidValue(`${field}.path`, textAt(path, 'path'), sentence),
          ),
        ),
  ),
  rule('spec.rules[].http.paths[].backend', backendFaults),
  rule('spec.defaultBackend', backendFaults),
  text('spec.ingressClassName', checkSubdomain),
  text('spec.tls[].secretName', checkSubdomain),
  rule('spec.tls[].hosts[]', (host, field) =>
    String(host).startsWith('*.')
      ? []
      : checkSubdomain(String(host)).map((sentence) => invalidValue(field, host, sentence)),
  ),
];

const peers: readonly Rule[] = ['spec.ingress[].from[]', 'spec.egress[].to[]'].flatMap((path) => [
  rule(path, (peer, field) => {
    const others = ['podSelector', 'namespaceSelector'].filter((name) => at(peer, name) !== undefined);
    const hasBlock = at(peer, 'ipBlock') !== undefined;
    if (others.length === 0 && !hasBlock) return [required(field, 'must specify a peer')];
    return hasBlock && others.length > 0
      ? [notAllowed(field, 'may not specify both ipBlock and another peer')]
      : [];
  }),
  rule(`${path}.ipBlock`, (block, field) => {
    const cidr = textAt(block, 'cidr');
    return listAt(block, 'except').flatMap((range, index) =>
      isWithin(String(range), cidr)
        ? []
        : [invalidValue(`${field}.except[${index}]`, range, 'must be a strict subset of `cidr`')],
    );
  }),
]);

function bitsOf(cidr: string): { address: number; length: number } {
  const [address = '', length = '32'] = cidr.split('/');
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { address: value, length: Number(length) };
}

/** Is one IPv4 range a part of another, and smaller? Of others nothing is said. */
function isWithin(inner: string, outer: string): boolean {
  if (inner.includes(':') || outer.includes(':')) return true;
  const [small, large] = [bitsOf(inner), bitsOf(outer)];
  const size = 2 ** (32 - large.length);
  return small.length > large.length && Math.floor(small.address / size) === Math.floor(large.address / size);
}

export const networkPolicyRules: readonly Rule[] = [
  labels('spec.podSelector.matchLabels'),
  ...peers,
  ...['spec.ingress[].ports[]', 'spec.egress[].ports[]'].map((path) =>
    rule(path, (port, field) => {
      const [first, last] = [at(port, 'port'), at(port, 'endPort')];
      return typeof first === 'number' && typeof last === 'number' && last < first
        ? [invalidValue(`${field}.endPort`, last, 'must be greater than or equal to `port`')]
        : [];
    }),
  ),
];
