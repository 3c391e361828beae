import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';

// What of a pod's spec the server takes and most likely was a slip. The order is that of the real server.

const OLD_NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region':
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone':
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type':
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods':
    'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

function placing(spec: unknown, field: string): string[] {
  const selected = Object.keys(objectAt(spec, 'nodeSelector')).flatMap((label) => {
    const words = OLD_NODE_LABELS[label];
    return words === undefined ? [] : [`${field}.nodeSelector[${label}]: ${words}`];
  });
  const spread = listAt(spec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    const here = `${field}.topologySpreadConstraints[${index}]`;
    const key = textAt(constraint, 'topologyKey');
    const words = OLD_NODE_LABELS[key];
    return [
      ...(words === undefined ? [] : [`${here}.topologyKey: ${key} is ${words}`]),
      ...(at(constraint, 'labelSelector') === undefined
        ? [`${here}.labelSelector: a null labelSelector results in matching no pod`]
        : []),
    ];
  });
  return [...selected, ...spread];
}

/** Items of a list that have the same name as one before them. */
function repeated(list: readonly unknown[], name: string): [index: number, value: string][] {
  const seen = new Set<string>();
  return list.flatMap((item, index): [number, string][] => {
    const value = textAt(item, name);
    const isKnown = seen.has(value);
    seen.add(value);
    return isKnown ? [[index, value]] : [];
  });
}

function volumes(spec: unknown): string[] {
  return listAt(spec, 'volumes').flatMap((volume) => {
    const sources = at(volume, 'projected', 'sources');
    const isEmpty =
      at(volume, 'projected') !== undefined && listAt(volume, 'projected', 'sources').every(isNothing);
    return isEmpty && sources !== undefined
      ? [`volume ${JSON.stringify(textAt(volume, 'name'))} (Projected) has no sources provided`]
      : [];
  });
}

function isNothing(source: unknown): boolean {
  return isJsonObject(source) && Object.keys(source).length === 0;
}

function aliases(spec: unknown, field: string): string[] {
  const secrets = listAt(spec, 'imagePullSecrets');
  return [
    ...repeated(listAt(spec, 'hostAliases'), 'ip').map(
      ([index, ip]) => `${field}.hostAliases[${index}].ip: duplicate ip ${JSON.stringify(ip)}`,
    ),
    ...repeated(secrets, 'name').map(
      ([index, name]) => `${field}.imagePullSecrets[${index}].name: duplicate name ${JSON.stringify(name)}`,
    ),
    ...secrets.flatMap((secret, index) =>
      textAt(secret, 'name') === ''
        ? [`${field}.imagePullSecrets[${index}].name: invalid empty name ""`]
        : [],
    ),
  ];
}

/** Bytes cannot be divided. */
function fractions(container: unknown, field: string): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((resource) =>
    ['limits', 'requests'].flatMap((list) => {
      const amount = objectAt(container, 'resources', list)[resource];
      const nano = amount === undefined ? 0n : (parseQuantity(String(amount))?.nano ?? 0n);
      if (nano % 1_000_000_000n === 0n) return [];
      const shown = JSON.stringify(String(amount));
      return [
        `${field}.resources.${list}[${resource}]: fractional byte value ${shown} is invalid, must be an integer`,
      ];
    }),
  );
}

function variables(container: unknown, field: string): string[] {
  const list = listAt(container, 'env');
  return repeated(list, 'name').flatMap(([index, name]) => {
    // A value made from the one before it is meant.
    const own = textAt(list[index], 'value');
    const extends_ = own.includes(`$(${name})`) && own !== `$(${name})`;
    if (extends_ && at(list[index], 'valueFrom') === undefined) return [];
    const words = `hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`;
    return [`${field}.env[${index}]: ${words}`];
  });
}

interface Port {
  readonly field: string;
  readonly port: unknown;
}

function overlap(one: Port, other: Port): string[] {
  const hostPort = ({ port }: Port) => Number(at(port, 'hostPort') ?? 0);
  const hostIp = ({ port }: Port) => textAt(port, 'hostIP');
  const told = (kind: string) => [`${one.field}: ${kind} port definition with ${other.field}`];
  if (hostIp(one) === hostIp(other) && hostPort(one) === hostPort(other)) return told('duplicate');
  if (hostPort(one) === 0 || hostPort(other) === 0) return told('overlapping');
  const isAmbiguous = hostPort(one) === hostPort(other) && (hostIp(one) === '') !== (hostIp(other) === '');
  return isAmbiguous ? told('dangerously ambiguous') : [];
}

function ports(all: readonly Port[]): string[] {
  const key = ({ port }: Port) => `${String(at(port, 'containerPort'))}/${textAt(port, 'protocol')}`;
  const overlaps = all.flatMap((one, index) =>
    all
      .slice(0, index)
      .filter((other) => key(other) === key(one))
      .flatMap((other) => overlap(one, other)),
  );
  const names = new Map<string, string>();
  const doubled = all.flatMap(({ field, port }) => {
    const name = textAt(port, 'name');
    const first = names.get(name);
    if (name === '') return [];
    if (first === undefined) {
      names.set(name, field);
      return [];
    }
    return [
      `${field}: duplicate port name ${JSON.stringify(name)} with ${first}, services and probes that select ports by name will use ${first}`,
    ];
  });
  return [...overlaps, ...doubled];
}

/** The slips in the spec of a pod, or of a template of one. */
export function podSpecWarnings(spec: unknown, field: string): string[] {
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    listAt(spec, list).map((container, index) => ({ container, here: `${field}.${list}[${index}]` })),
  );
  const grace = at(spec, 'terminationGracePeriodSeconds');
  return [
    ...placing(spec, field),
    ...volumes(spec),
    ...aliases(spec, field),
    ...containers.flatMap(({ container, here }) => [
      ...fractions(container, here),
      ...variables(container, here),
    ]),
    ...ports(
      containers.flatMap(({ container, here }) =>
        listAt(container, 'ports').map((port, index) => ({ field: `${here}.ports[${index}]`, port })),
      ),
    ),
    ...(typeof grace === 'number' && grace < 0
      ? [
          `${field}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
  ];
}
