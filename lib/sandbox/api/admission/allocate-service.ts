import { randomInt } from 'node:crypto';
import { type JsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, numberAt, textAt } from '../../store/read-json.ts';
import type { Api } from '../context.ts';
import { ensure, fill, items } from '../defaults/draft.ts';
import { type FieldFault, invalid, invalidValue } from '../validation/invalid.ts';

const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;

function usedAddresses(api: Api): Set<string> {
  return new Set(api.store.list('services').flatMap(({ spec }) => listAt(spec, 'clusterIPs').map(String)));
}

function freeAddress(used: ReadonlySet<string>): string {
  for (;;) {
    const address = `10.96.${randomInt(1, 255)}.${randomInt(1, 255)}`;
    if (!used.has(address)) return address;
  }
}

function addressFault(asked: string, used: ReadonlySet<string>, dryRun: boolean): FieldFault | undefined {
  const field = 'spec.clusterIPs';
  const failed = `failed to allocate IP ${asked}:`;
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(asked)) return undefined;
  if (!asked.startsWith('10.96.')) {
    // The allocator of a dry run is another one, with words of its own.
    const why = dryRun
      ? `the provided IP (${asked}) is not in the valid range. The range of valid IPs is 10.96.0.0/16`
      : 'the provided network does not match the current range';
    return invalidValue(field, [asked], `${failed} ${why}`);
  }
  return used.has(asked)
    ? invalidValue(field, [asked], `${failed} provided IP is already allocated`)
    : undefined;
}

function allocateAddress(
  api: Api,
  own: JsonObject,
  spec: JsonObject,
  live: KubernetesObject | undefined,
  dryRun: boolean,
): void {
  const before = textAt(live?.spec, 'clusterIP');
  if (before !== '' && spec.clusterIP === undefined && textAt(live?.spec, 'type') !== 'ExternalName')
    spec.clusterIP = before;
  if (before !== '' && spec.clusterIP !== before && sameJson(spec.clusterIPs, at(live?.spec, 'clusterIPs'))) {
    spec.clusterIPs = [spec.clusterIP];
  }
  if (before !== '' && spec.clusterIP === before) {
    fill(spec, 'clusterIPs', [before]);
  } else if (spec.clusterIP === undefined || spec.clusterIP === '') {
    const first = listAt(spec, 'clusterIPs')[0];
    spec.clusterIP = typeof first === 'string' ? first : freeAddress(usedAddresses(api));
  } else if (spec.clusterIP !== 'None' && live === undefined) {
    const fault = addressFault(String(spec.clusterIP), usedAddresses(api), dryRun);
    if (fault !== undefined)
      throw invalid({ group: '', kind: 'Service' }, textAt(own, 'metadata', 'name'), [fault]);
  }
  fill(spec, 'clusterIPs', [spec.clusterIP]);
  fill(spec, 'ipFamilies', ['IPv4']);
  fill(spec, 'ipFamilyPolicy', 'SingleStack');
}

function usedNodePorts(api: Api, uid: string | undefined): Set<number> {
  const others = api.store.list('services', { matches: ({ metadata }) => metadata.uid !== uid });
  return new Set(
    others.flatMap(({ spec }) => listAt(spec, 'ports').map((port) => numberAt(port, 'nodePort'))),
  );
}

function allocateNodePorts(
  api: Api,
  own: JsonObject,
  spec: JsonObject,
  live: KubernetesObject | undefined,
  dryRun: boolean,
): void {
  const used = usedNodePorts(api, live?.metadata.uid);
  const faults: FieldFault[] = [];
  const inRange = `The range of valid ports is ${FIRST_NODE_PORT}-${LAST_NODE_PORT}`;
  for (const [index, port] of items(spec, 'ports').entries()) {
    const field = `spec.ports[${index}].nodePort`;
    const asked = port.nodePort;
    if (typeof asked === 'number' && asked !== 0) {
      // A dry run takes no port, so it does not look for one.
      if (!dryRun && (asked < FIRST_NODE_PORT || asked > LAST_NODE_PORT)) {
        faults.push(invalidValue(field, asked, `provided port is not in the valid range. ${inRange}`));
      } else if (used.has(asked))
        faults.push(invalidValue(field, asked, 'provided port is already allocated'));
    } else {
      const same = listAt(live?.spec, 'ports').find(
        (before) => at(before, 'port') === port.port && at(before, 'protocol') === port.protocol,
      );
      let chosen = numberAt(same, 'nodePort');
      while (chosen === 0 || used.has(chosen)) chosen = randomInt(FIRST_NODE_PORT, LAST_NODE_PORT + 1);
      port.nodePort = chosen;
    }
    used.add(Number(port.nodePort));
  }
  if (faults.length > 0)
    throw invalid({ group: '', kind: 'Service' }, textAt(own, 'metadata', 'name'), faults);
}

/** Gives a service its cluster address and its node ports, as its type asks; keeps those it has. */
export function allocateService(
  api: Api,
  own: JsonObject,
  live: KubernetesObject | undefined,
  dryRun = false,
): void {
  const spec = ensure(own, 'spec');
  const { type } = spec;
  if (type === 'ExternalName') {
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'])
      delete spec[field];
    return;
  }
  allocateAddress(api, own, spec, live, dryRun);
  if (type === 'NodePort' || type === 'LoadBalancer') allocateNodePorts(api, own, spec, live, dryRun);
  else if (live !== undefined && textAt(live.spec, 'type') !== type) releaseNodePorts(spec, live);
}

/** A service that becomes internal again gives its node ports back, where they are the ones it was given. */
function releaseNodePorts(spec: JsonObject, live: KubernetesObject): void {
  const given = new Set(listAt(live.spec, 'ports').map((port) => numberAt(port, 'nodePort')));
  for (const port of items(spec, 'ports')) if (given.has(numberAt(port, 'nodePort'))) delete port.nodePort;
  for (const field of ['externalTrafficPolicy', 'allocateLoadBalancerNodePorts', 'healthCheckNodePort'])
    delete spec[field];
}
