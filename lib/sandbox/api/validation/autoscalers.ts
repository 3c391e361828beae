import { parseQuantity } from '../../kinds/quantity.ts';
import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, textAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notAllowed, notSupported, required } from './invalid.ts';

/** Each type of metric and the field that tells of it. */
const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** What a source has to say of itself. */
function sourceFaults(source: unknown, kind: string, here: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const target = at(source, 'target');
  const value = (name: string) => at(target, name);
  if (kind.toLowerCase().endsWith('resource')) {
    if (textAt(source, 'name') === '') faults.push(required(`${here}.name`, 'must specify a resource name'));
  } else if (textAt(source, 'metric', 'name') === '')
    faults.push(required(`${here}.metric.name`, 'must specify a metric name'));
  faults.push(...targetFaults(target, `${here}.target`));
  if (kind.toLowerCase().endsWith('resource')) {
    if (value('averageUtilization') === undefined && value('averageValue') === undefined) {
      const words = 'must set either a target raw value or a target utilization';
      faults.push(required(`${here}.target.averageUtilization`, words));
    }
    if (value('averageUtilization') !== undefined && value('averageValue') !== undefined) {
      const words = 'may not set both a target raw value and a target utilization';
      faults.push(notAllowed(`${here}.target.averageValue`, words));
    }
  } else if (kind === 'pods' && value('averageValue') === undefined) {
    faults.push(required(`${here}.target.averageValue`, 'must specify a positive target averageValue'));
  }
  return faults;
}

function targetFaults(target: unknown, here: string): FieldFault[] {
  const type = textAt(target, 'type');
  const faults: FieldFault[] = [];
  if (type === '') faults.push(required(`${here}.type`, 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type))
    faults.push(invalidValue(`${here}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  for (const name of ['value', 'averageValue']) {
    const quantity = at(target, name);
    if (quantity !== undefined && (parseQuantity(String(quantity))?.nano ?? 0n) <= 0n)
      faults.push(invalidValue(`${here}.${name}`, quantity, 'must be positive'));
  }
  const percent = at(target, 'averageUtilization');
  if (typeof percent === 'number' && percent < 1)
    faults.push(invalidValue(`${here}.averageUtilization`, percent, 'must be greater than 0'));
  return faults;
}

function metricFaults(metric: unknown, here: string): FieldFault[] {
  const type = textAt(metric, 'type');
  const faults: FieldFault[] = [];
  const wanted = SOURCES[type];
  if (type === '') faults.push(required(`${here}.type`, 'must specify a metric source type'));
  if (wanted === undefined) faults.push(notSupported(`${here}.type`, type, Object.keys(SOURCES)));
  const present = ['object', 'external', 'pods', 'resource', 'containerResource'].filter(
    (name) => at(metric, name) !== undefined,
  );
  const [first] = present;
  if (first !== undefined) faults.push(...sourceFaults(at(metric, first), first, `${here}.${first}`));
  if (wanted !== undefined && !present.includes(wanted))
    faults.push(required(`${here}.${wanted}`, 'must populate information for the given metric source'));
  if (present.length !== 1) {
    for (const name of present.filter((one) => one !== wanted))
      faults.push(notAllowed(`${here}.${name}`, 'must populate the given metric source only'));
  }
  return faults;
}

const MOST_SECONDS = { stabilizationWindowSeconds: 3600, periodSeconds: 1800 };

function rulesFaults(rules: unknown, here: string): FieldFault[] {
  if (rules === undefined) return [];
  const faults: FieldFault[] = [];
  const window = at(rules, 'stabilizationWindowSeconds');
  const field = `${here}.stabilizationWindowSeconds`;
  if (typeof window === 'number' && window < 0)
    faults.push(invalidValue(field, window, 'must be greater than or equal to zero'));
  if (typeof window === 'number' && window > MOST_SECONDS.stabilizationWindowSeconds) {
    const words = `must be less than or equal to ${MOST_SECONDS.stabilizationWindowSeconds}`;
    faults.push(invalidValue(field, window, words));
  }
  const policy = at(rules, 'selectPolicy');
  const selections = ['Disabled', 'Max', 'Min'];
  if (policy !== undefined && !selections.includes(String(policy)))
    faults.push(notSupported(`${here}.selectPolicy`, policy, selections));
  const policies = listAt(rules, 'policies');
  if (policies.length === 0) faults.push(required(`${here}.policies`, 'must specify at least one Policy'));
  for (const [index, one] of policies.entries())
    faults.push(...policyFaults(one, `${here}.policies[${index}]`));
  return faults;
}

function policyFaults(policy: unknown, here: string): FieldFault[] {
  const faults: FieldFault[] = [];
  const types = ['Percent', 'Pods'];
  const type = textAt(policy, 'type');
  if (!types.includes(type)) faults.push(notSupported(`${here}.type`, type, types));
  for (const name of ['value', 'periodSeconds'])
    if (numberAt(policy, name) <= 0)
      faults.push(invalidValue(`${here}.${name}`, numberAt(policy, name), 'must be greater than zero'));
  const period = numberAt(policy, 'periodSeconds');
  if (period > MOST_SECONDS.periodSeconds) {
    const words = `must be less than or equal to ${MOST_SECONDS.periodSeconds}`;
    faults.push(invalidValue(`${here}.periodSeconds`, period, words));
  }
  return faults;
}

/** What must hold for a horizontal pod autoscaler. */
export function autoscalerFaults({ spec }: KubernetesObject): FieldFault[] {
  const min = at(spec, 'minReplicas');
  const max = numberAt(spec, 'maxReplicas');
  const faults: FieldFault[] = [];
  if (typeof min === 'number' && min < 0)
    faults.push(invalidValue('spec.minReplicas', min, 'must be greater than or equal to 0'));
  if (max < 0) faults.push(invalidValue('spec.maxReplicas', max, 'must be greater than 0'));
  if (typeof min === 'number' && max < min) {
    faults.push(invalidValue('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  }
  if (max === 0) faults.push(required('spec.maxReplicas'));
  if (textAt(spec, 'scaleTargetRef', 'kind') === '') faults.push(required('spec.scaleTargetRef.kind'));
  if (textAt(spec, 'scaleTargetRef', 'name') === '') faults.push(required('spec.scaleTargetRef.name'));
  const target = textAt(spec, 'scaleTargetRef', 'apiVersion');
  if (!target.includes('/') && textAt(spec, 'scaleTargetRef', 'kind') !== 'ReplicationController') {
    faults.push(invalidValue('spec.scaleTargetRef.apiVersion', target, 'apiVersion must specify API group'));
  }
  const metrics = listAt(spec, 'metrics');
  for (const [index, metric] of metrics.entries())
    faults.push(...metricFaults(metric, `spec.metrics[${index}]`));
  const mayRest = metrics.some((metric) => ['External', 'Object'].includes(textAt(metric, 'type')));
  if (min === 0 && !mayRest) {
    const words = 'must specify at least one Object or External metric to support scaling to zero replicas';
    faults.push(notAllowed('spec.metrics', words));
  }
  const behavior = 'spec.behavior';
  return [
    ...faults,
    ...rulesFaults(at(spec, 'behavior', 'scaleUp'), `${behavior}.scaleUp`),
    ...rulesFaults(at(spec, 'behavior', 'scaleDown'), `${behavior}.scaleDown`),
  ];
}
