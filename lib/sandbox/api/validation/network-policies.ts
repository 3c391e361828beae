import { isIP } from 'node:net';
import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notSupported } from './invalid.ts';
import { portFault } from './names.ts';

function peerFaults(peer: unknown, here: string): FieldFault[] {
  const cidr = textAt(peer, 'ipBlock', 'cidr');
  if (at(peer, 'ipBlock') === undefined) return [];
  const [address = '', bits = ''] = cidr.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  if (isIP(address) !== 0 && /^\d+$/.test(bits) && Number(bits) <= most) return [];
  const sentence = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  return [invalidValue(`${here}.ipBlock.cidr`, cidr, sentence)];
}

function policyRuleFaults(rule: unknown, here: string, peers: 'from' | 'to'): FieldFault[] {
  const ports = listAt(rule, 'ports').flatMap((port, index) => {
    const number = at(port, 'port');
    const fault = typeof number === 'number' ? portFault(number) : undefined;
    return fault === undefined ? [] : [invalidValue(`${here}.ports[${index}].port`, number, fault)];
  });
  const blocks = listAt(rule, peers).flatMap((peer, index) => peerFaults(peer, `${here}.${peers}[${index}]`));
  return [...ports, ...blocks];
}

/** What must hold for a network policy: networks and ports that can be. */
export function networkPolicyFaults({ spec }: KubernetesObject): FieldFault[] {
  const rules = [
    ...listAt(spec, 'ingress').flatMap((rule, index) =>
      policyRuleFaults(rule, `spec.ingress[${index}]`, 'from'),
    ),
    ...listAt(spec, 'egress').flatMap((rule, index) => policyRuleFaults(rule, `spec.egress[${index}]`, 'to')),
  ];
  const types = ['Ingress', 'Egress'];
  const unknown = listAt(spec, 'policyTypes')
    .map((type, index) => ({ type, index }))
    .filter(({ type }) => !types.includes(String(type)))
    .map(({ type, index }) => notSupported(`spec.policyTypes[${index}]`, type, types));
  return [...rules, ...unknown];
}
