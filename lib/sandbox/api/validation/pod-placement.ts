import { isJsonObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { internalOf } from './internal.ts';
import { type FieldFault, invalidValue, notSupported, required } from './invalid.ts';

const OPERATORS = ['Equal', 'Exists', 'Gt', 'Lt'];
const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

function tolerationFaults(spec: unknown, field: string): FieldFault[] {
  return listAt(spec, 'tolerations').flatMap((toleration, index) => {
    const here = `${field}.tolerations[${index}]`;
    const key = textAt(toleration, 'key');
    const operator = textAt(toleration, 'operator');
    const effect = textAt(toleration, 'effect');
    const faults: FieldFault[] = [];
    if (key === '' && operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      faults.push(invalidValue(`${here}.operator`, operator, why));
    }
    if (at(toleration, 'tolerationSeconds') !== undefined && effect !== 'NoExecute') {
      const why = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      faults.push(invalidValue(`${here}.effect`, effect, why));
    }
    if (operator === 'Exists' && textAt(toleration, 'value') !== '') {
      const why = "value must be empty when `operator` is 'Exists'";
      faults.push(invalidValue(`${here}.operator`, textAt(toleration, 'value'), why));
    } else if (operator !== '' && !OPERATORS.includes(operator)) {
      faults.push(notSupported(`${here}.operator`, operator, ['Equal', 'Exists']));
    }
    if (effect !== '' && !EFFECTS.includes(effect)) {
      faults.push(notSupported(`${here}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']));
    }
    return faults;
  });
}

function affinityFaults(spec: unknown, field: string): FieldFault[] {
  const place = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  const needed = at(spec, ...place);
  if (!isJsonObject(needed) || listAt(needed, 'nodeSelectorTerms').length > 0) return [];
  const here = `${field}.${place.join('.')}.nodeSelectorTerms`;
  return [required(here, 'must have at least one node selector term')];
}

function spreadFaults(spec: unknown, field: string): FieldFault[] {
  const actions = ['DoNotSchedule', 'ScheduleAnyway'];
  return listAt(spec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    const here = `${field}.topologySpreadConstraints[${index}]`;
    const faults: FieldFault[] = [];
    const skew = numberAt(constraint, 'maxSkew');
    if (skew <= 0) faults.push(invalidValue(`${here}.maxSkew`, skew, 'must be greater than zero'));
    if (textAt(constraint, 'topologyKey') === '')
      faults.push(required(`${here}.topologyKey`, 'can not be empty'));
    const action = textAt(constraint, 'whenUnsatisfiable');
    if (!actions.includes(action)) faults.push(notSupported(`${here}.whenUnsatisfiable`, action, actions));
    return faults;
  });
}

const MOST_ID = 2_147_483_647;

function identityFaults(context: unknown, here: string): FieldFault[] {
  return ['runAsUser', 'runAsGroup', 'fsGroup'].flatMap((name) => {
    const id = at(context, name);
    const isFine = typeof id !== 'number' || (id >= 0 && id <= MOST_ID);
    return isFine ? [] : [invalidValue(`${here}.${name}`, id, `must be between 0 and ${MOST_ID}, inclusive`)];
  });
}

/** What a container may do that contradicts itself. */
export function containerSecurityFaults(container: unknown, field: string): FieldFault[] {
  const context = at(container, 'securityContext');
  if (!isJsonObject(context)) return [];
  const here = `${field}.securityContext`;
  const faults = identityFaults(context, here);
  if (context.allowPrivilegeEscalation !== false) return faults;
  const shown = internalOf('SecurityContext', context);
  if (context.privileged === true) {
    const why = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    faults.push(invalidValue(here, shown, why));
  }
  const added = listAt(context, 'capabilities', 'add');
  if (added.includes('CAP_SYS_ADMIN')) {
    const why = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
    faults.push(invalidValue(here, shown, why));
  }
  return faults;
}

/** Ports of the node are the container's own where it lives in the node's network. */
export function hostPortFaults(spec: unknown, container: unknown, field: string): FieldFault[] {
  if (objectAt([spec], 0).hostNetwork !== true) return [];
  return listAt(container, 'ports').flatMap((port, index) => {
    const hostPort = numberAt(port, 'hostPort');
    if (hostPort === 0 || hostPort === numberAt(port, 'containerPort')) return [];
    const why = 'must match `containerPort` when `hostNetwork` is true';
    return [invalidValue(`${field}.ports[${index}].hostPort`, hostPort, why)];
  });
}

/** Where a pod may run and as whom. */
export function placementFaults(spec: unknown, field: string): FieldFault[] {
  return [
    ...identityFaults(at(spec, 'securityContext'), `${field}.securityContext`),
    ...affinityFaults(spec, field),
    ...tolerationFaults(spec, field),
    ...spreadFaults(spec, field),
  ];
}
