import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { duplicate, type FieldFault, invalidValue, notAllowed, notSupported, required } from './invalid.ts';
import { checkEnvName, checkLabel, checkPortName, checkSubdomain, portFault } from './names.ts';
import { containerSecurityFaults, hostPortFaults, placementFaults } from './pod-placement.ts';
import { podRuleFaults } from './pod-rules.ts';

function portFaults(container: unknown, field: string): FieldFault[] {
  const names = new Set<string>();
  return listAt(container, 'ports').flatMap((port, index) => {
    const here = `${field}.ports[${index}]`;
    const faults: FieldFault[] = [];
    const name = textAt(port, 'name');
    if (name !== '') {
      faults.push(...checkPortName(name).map((sentence) => invalidValue(`${here}.name`, name, sentence)));
      if (names.has(name)) faults.push(duplicate(`${here}.name`, name));
      names.add(name);
    }
    const number = numberAt(port, 'containerPort');
    if (number === 0) faults.push(required(`${here}.containerPort`));
    else {
      const fault = portFault(number);
      if (fault !== undefined) faults.push(invalidValue(`${here}.containerPort`, number, fault));
    }
    const hostPort = numberAt(port, 'hostPort');
    const fault = hostPort === 0 ? undefined : portFault(hostPort);
    if (fault !== undefined) faults.push(invalidValue(`${here}.hostPort`, hostPort, fault));
    const protocols = ['SCTP', 'TCP', 'UDP'];
    const protocol = textAt(port, 'protocol');
    if (!protocols.includes(protocol)) faults.push(notSupported(`${here}.protocol`, protocol, protocols));
    return faults;
  });
}

function envFaults(container: unknown, field: string): FieldFault[] {
  return listAt(container, 'env').flatMap((variable, index) => {
    const here = `${field}.env[${index}]`;
    const name = textAt(variable, 'name');
    const faults =
      name === ''
        ? [required(`${here}.name`)]
        : checkEnvName(name).map((sentence) => invalidValue(`${here}.name`, name, sentence));
    const source = at(variable, 'valueFrom');
    if (isJsonObject(source) && textAt(variable, 'value') !== '') {
      faults.push(invalidValue(`${here}.valueFrom`, '', 'may not be specified when `value` is not empty'));
    }
    if (isJsonObject(source) && Object.keys(source).length === 0) {
      faults.push(
        invalidValue(
          `${here}.valueFrom`,
          '',
          'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ),
      );
    }
    return faults;
  });
}

function mountFaults(container: unknown, volumes: ReadonlySet<string>, field: string): FieldFault[] {
  const paths = new Set<string>();
  return listAt(container, 'volumeMounts').flatMap((mount, index) => {
    const here = `${field}.volumeMounts[${index}]`;
    const name = textAt(mount, 'name');
    const path = textAt(mount, 'mountPath');
    const faults: FieldFault[] = [];
    if (name === '') faults.push(required(`${here}.name`));
    else if (!volumes.has(name))
      faults.push({ field: `${here}.name`, type: 'NotFound', detail: JSON.stringify(name) });
    if (path === '') faults.push(required(`${here}.mountPath`));
    else if (paths.has(path)) faults.push(invalidValue(`${here}.mountPath`, path, 'must be unique'));
    paths.add(path);
    return faults;
  });
}

const STANDARD_RESOURCES = ['cpu', 'memory', 'ephemeral-storage', 'storage'];

function isOvercommittable(name: string): boolean {
  return STANDARD_RESOURCES.includes(name) || name.includes('kubernetes.io/');
}

function resourceNameFaults(name: string, field: string): FieldFault[] {
  if (name.includes('/') || STANDARD_RESOURCES.includes(name) || name.startsWith('hugepages-')) return [];
  return [
    invalidValue(field, name, 'must be a standard resource type or fully qualified'),
    invalidValue(field, name, 'must be a standard resource for containers'),
  ];
}

function resourceFaults(container: unknown, field: string): FieldFault[] {
  const limits = objectAt(container, 'resources', 'limits');
  const requests = objectAt(container, 'resources', 'requests');
  const nano = (value: unknown) => parseQuantity(String(value))?.nano ?? 0n;
  const negative = (amounts: Record<string, unknown>, of: string) =>
    Object.entries(amounts)
      .filter(([, value]) => nano(value) < 0n)
      .map(([name, value]) =>
        invalidValue(`${field}.resources.${of}[${name}]`, value, 'must be greater than or equal to 0'),
      );
  const above = Object.entries(requests)
    .filter(([name, value]) => limits[name] !== undefined && nano(value) > nano(limits[name]))
    .map(([name, value]) =>
      invalidValue(
        `${field}.resources.requests`,
        value,
        `must be less than or equal to ${name} limit of ${String(limits[name])}`,
      ),
    );
  const named = (amounts: Record<string, unknown>, of: string) =>
    Object.keys(amounts).flatMap((name) => resourceNameFaults(name, `${field}.resources.${of}[${name}]`));
  const unlimited = Object.keys(requests).some(
    (name) => name.includes('/') && !isOvercommittable(name) && limits[name] === undefined,
  );
  const divided = (amounts: Record<string, unknown>, of: string) =>
    Object.entries(amounts)
      .filter(([name, value]) => name.includes('/') && nano(value) % 1_000_000_000n !== 0n)
      .map(([name, value]) => invalidValue(`${field}.resources.${of}[${name}]`, value, 'must be an integer'));
  const needsLimit = unlimited
    ? [required(`${field}.resources.limits`, 'Limit must be set for non overcommitable resources')]
    : [];
  return [
    ...named(limits, 'limits'),
    ...negative(limits, 'limits'),
    ...divided(limits, 'limits'),
    ...named(requests, 'requests'),
    ...negative(requests, 'requests'),
    ...divided(requests, 'requests'),
    ...above,
    ...needsLimit,
  ];
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/** The first handler is looked at, any other is one too many. */
function handlerFaults(probe: unknown, handlers: readonly string[], here: string): FieldFault[] {
  const [first, ...others] = handlers;
  if (first === undefined) return [required(here, 'must specify a handler type')];
  if (first === 'exec' && listAt(probe, 'exec', 'command').length === 0)
    return [required(`${here}.exec.command`)];
  const port = at(probe, first, 'port');
  const fault = typeof port === 'number' ? portFault(port) : undefined;
  return [
    ...(fault === undefined ? [] : [invalidValue(`${here}.${first}.port`, port, fault)]),
    ...others.map((handler) => notAllowed(`${here}.${handler}`, 'may not specify more than 1 handler type')),
  ];
}

function probeFaults(container: unknown, field: string): FieldFault[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    const probe = at(container, name);
    if (!isJsonObject(probe)) return [];
    const here = `${field}.${name}`;
    const handlers = HANDLERS.filter((handler) => probe[handler] !== undefined);
    const faults: FieldFault[] = [];
    for (const key of [
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ]) {
      if (numberAt(probe, key) < 0) {
        faults.push(invalidValue(`${here}.${key}`, probe[key], 'must be greater than or equal to 0'));
      }
    }
    if (name !== 'readinessProbe' && numberAt(probe, 'successThreshold') > 1) {
      faults.push(invalidValue(`${here}.successThreshold`, probe.successThreshold, 'must be 1'));
    }
    return [...handlerFaults(probe, handlers, here), ...faults];
  });
}

function pullFaults(container: unknown, field: string): FieldFault[] {
  const policies = ['Always', 'IfNotPresent', 'Never'];
  const policy = textAt(container, 'imagePullPolicy');
  return policies.includes(policy) ? [] : [notSupported(`${field}.imagePullPolicy`, policy, policies)];
}

function containerFaults(container: unknown, volumes: ReadonlySet<string>, field: string): FieldFault[] {
  const name = textAt(container, 'name');
  const image = textAt(container, 'image');
  const faults: FieldFault[] = [];
  if (name === '') faults.push(required(`${field}.name`));
  else faults.push(...checkLabel(name).map((sentence) => invalidValue(`${field}.name`, name, sentence)));
  if (image === '') faults.push(required(`${field}.image`));
  return [
    ...faults,
    ...portFaults(container, field),
    ...envFaults(container, field),
    ...mountFaults(container, volumes, field),
    ...pullFaults(container, field),
    ...resourceFaults(container, field),
    ...probeFaults(container, field),
    ...containerSecurityFaults(container, field),
  ];
}

function volumeFaults(spec: unknown, field: string): FieldFault[] {
  const names = new Set<string>();
  return listAt(spec, 'volumes').flatMap((volume, index) => {
    const here = `${field}.volumes[${index}]`;
    const name = textAt(volume, 'name');
    const sources = Object.keys(isJsonObject(volume) ? volume : {}).filter((key) => key !== 'name');
    const faults: FieldFault[] = [];
    if (name === '') faults.push(required(`${here}.name`));
    else faults.push(...checkLabel(name).map((sentence) => invalidValue(`${here}.name`, name, sentence)));
    for (const source of sources.slice(1)) {
      faults.push(notAllowed(`${here}.${source}`, 'may not specify more than 1 volume type'));
    }
    for (const [source, key] of [
      ['configMap', 'name'],
      ['secret', 'secretName'],
      ['persistentVolumeClaim', 'claimName'],
      ['hostPath', 'path'],
    ] as const) {
      if (sources[0] === source && textAt(volume, source, key) === '')
        faults.push(required(`${here}.${source}.${key}`));
    }
    // Only a name that is right in itself is compared with the others.
    if (faults.length === 0 && names.has(name)) faults.push(duplicate(`${here}.name`, name));
    else if (faults.length === 0) names.add(name);
    return faults;
  });
}

/** How often pods of this owner may restart. */
export interface PodSpecRules {
  readonly restartPolicies?: readonly string[];
  /** Whether the policy is refused as unsupported or must be chosen (jobs). */
  readonly policyRequired?: boolean;
  /** Volumes that the owner adds to each pod: the claims of a StatefulSet. */
  readonly addedVolumes?: readonly string[];
}

const ALL_POLICIES = ['Always', 'OnFailure', 'Never'];

/** The faults of a pod's spec, in a pod or in a template. */
export function podSpecFaults(spec: unknown, field: string, rules: PodSpecRules = {}): FieldFault[] {
  const own = listAt(spec, 'volumes').map((volume) => textAt(volume, 'name'));
  const volumes = new Set([...own, ...(rules.addedVolumes ?? [])]);
  const faults: FieldFault[] = [...volumeFaults(spec, field), ...podRuleFaults(spec, field)];
  const containers = listAt(spec, 'containers');
  if (containers.length === 0) faults.push(required(`${field}.containers`));
  const names = new Set<string>();
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of listAt(spec, list).entries()) {
      const here = `${field}.${list}[${index}]`;
      faults.push(...containerFaults(container, volumes, here), ...hostPortFaults(spec, container, here));
      const name = textAt(container, 'name');
      if (name !== '' && names.has(name)) faults.push(duplicate(`${here}.name`, name));
      names.add(name);
    }
  }
  const policy = textAt(spec, 'restartPolicy');
  if (!ALL_POLICIES.includes(policy))
    faults.push(notSupported(`${field}.restartPolicy`, policy, ALL_POLICIES));
  const dns = textAt(spec, 'dnsPolicy');
  const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  if (!dnsPolicies.includes(dns)) faults.push(notSupported(`${field}.dnsPolicy`, dns, dnsPolicies));
  const account = textAt(spec, 'serviceAccountName');
  if (account !== '') {
    faults.push(
      ...checkSubdomain(account).map((sentence) =>
        invalidValue(`${field}.serviceAccountName`, account, sentence),
      ),
    );
  }
  faults.push(...placementFaults(spec, field));
  const policies = rules.restartPolicies ?? ALL_POLICIES;
  if (policies.includes(policy)) return faults;
  if (rules.policyRequired === true && ALL_POLICIES.includes(policy)) {
    const words = policies.map((one) => JSON.stringify(one)).join(', ');
    faults.push(required(`${field}.restartPolicy`, `valid values: ${words}`));
  } else if (rules.restartPolicies !== undefined) {
    faults.push(notSupported(`${field}.restartPolicy`, policy, policies));
  }
  return faults;
}
