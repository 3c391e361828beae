import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, textAt } from '../../store/read-json.ts';
import { ageOf } from './age.ts';
import type { Cells } from './cells.ts';
import { labelsText, selectorText } from './selector-text.ts';

const age = (object: KubernetesObject, now: Date) => ageOf(object.metadata.creationTimestamp, now);

function addressesOf(object: KubernetesObject): string[] {
  return listAt(object.status, 'loadBalancer', 'ingress')
    .map((entry) => textAt(entry, 'ip') || textAt(entry, 'hostname'))
    .filter((address) => address !== '');
}

function externalAddress(service: KubernetesObject): string {
  const own = listAt(service.spec, 'externalIPs').map(String);
  switch (textAt(service.spec, 'type')) {
    case 'LoadBalancer': {
      const all = [...new Set([...addressesOf(service), ...own])];
      return all.length === 0 ? '<pending>' : all.join(',');
    }
    case 'ExternalName':
      return textAt(service.spec, 'externalName');
    default:
      return own.length === 0 ? '<none>' : own.join(',');
  }
}

function portText(port: unknown): string {
  const nodePort = numberAt(port, 'nodePort');
  return `${numberAt(port, 'port')}${nodePort === 0 ? '' : `:${nodePort}`}/${textAt(port, 'protocol')}`;
}

const service: Cells = (object, now) => [
  object.metadata.name,
  textAt(object.spec, 'type'),
  textAt(object.spec, 'clusterIPs', 0) || '<none>',
  externalAddress(object),
  listAt(object.spec, 'ports').map(portText).join(',') || '<none>',
  age(object, now),
  labelsText(at(object.spec, 'selector')),
];

/** The first three, then how many more. */
function firstThree(items: readonly string[], none: string): string {
  if (items.length === 0) return none;
  const more = items.length > 3 ? ` + ${items.length - 3} more...` : '';
  return `${items.slice(0, 3).join(',')}${more}`;
}

const endpoints: Cells = (object, now) => {
  const all = listAt(object, 'subsets').flatMap((subset) => {
    const addresses = listAt(subset, 'addresses').map((address) => textAt(address, 'ip'));
    const ports = listAt(subset, 'ports');
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) => addresses.map((ip) => `${ip}:${numberAt(port, 'port')}`));
  });
  return [object.metadata.name, firstThree(all, '<none>'), age(object, now)];
};

const endpointSlice: Cells = (object, now) => {
  const ports = listAt(object, 'ports').map((port) => String(at(port, 'port') ?? '*'));
  const addresses = listAt(object, 'endpoints').flatMap((endpoint) =>
    listAt(endpoint, 'addresses').map(String),
  );
  return [
    object.metadata.name,
    textAt(object, 'addressType'),
    firstThree(ports, '<unset>'),
    firstThree(addresses, '<unset>'),
    age(object, now),
  ];
};

const ingress: Cells = (object, now) => {
  const hosts = listAt(object.spec, 'rules').map((rule) => textAt(rule, 'host') || '*');
  const shown = hosts.length === 0 ? '*' : firstThree(hosts, '*');
  return [
    object.metadata.name,
    textAt(object.spec, 'ingressClassName') || '<none>',
    shown,
    addressesOf(object).join(','),
    listAt(object.spec, 'tls').length > 0 ? '80, 443' : '80',
    age(object, now),
  ];
};

const ingressClass: Cells = (object, now) => {
  const parameters = at(object.spec, 'parameters');
  const group = textAt(parameters, 'apiGroup');
  const kind = `${textAt(parameters, 'kind')}${group === '' ? '' : `.${group}`}`;
  return [
    object.metadata.name,
    textAt(object.spec, 'controller'),
    isJsonObject(parameters) ? `${kind}/${textAt(parameters, 'name')}` : '<none>',
    age(object, now),
  ];
};

const networkPolicy: Cells = (object, now) => [
  object.metadata.name,
  selectorText(at(object.spec, 'podSelector')),
  age(object, now),
];

/** Tables of what connects pods. */
export const networkCells: Readonly<Record<string, Cells>> = {
  services: service,
  endpoints,
  'endpointslices.discovery.k8s.io': endpointSlice,
  'ingresses.networking.k8s.io': ingress,
  'ingressclasses.networking.k8s.io': ingressClass,
  'networkpolicies.networking.k8s.io': networkPolicy,
};
