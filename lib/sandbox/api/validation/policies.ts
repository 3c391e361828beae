import { parseQuantity } from '../../kinds/quantity.ts';
import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';
import { QUOTA_SCOPES } from '../admission/quota-scopes.ts';
import { type FieldFault, invalidValue } from './invalid.ts';
import { isEmptySelector, selectorFaults } from './label-selectors.ts';

type Faults = (object: KubernetesObject) => FieldFault[];

/** A budget's spec as the server's own type prints it. */
function internalBudget(spec: unknown): unknown {
  return {
    MinAvailable: at(spec, 'minAvailable'),
    Selector: at(spec, 'selector') ?? null,
    MaxUnavailable: at(spec, 'maxUnavailable'),
    UnhealthyPodEvictionPolicy: at(spec, 'unhealthyPodEvictionPolicy') ?? null,
  };
}

function shareFaults(spec: unknown, name: string): FieldFault[] {
  const value = at(spec, name);
  const field = `spec.${name}`;
  if (typeof value === 'number' && value < 0)
    return [invalidValue(field, value, 'must be greater than or equal to 0')];
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value) : null;
  return percent && Number(percent[1]) > 100
    ? [invalidValue(field, value, 'must not be greater than 100%')]
    : [];
}

const disruptionBudget: Faults = ({ spec }) => {
  const both = at(spec, 'minAvailable') !== undefined && at(spec, 'maxUnavailable') !== undefined;
  const selector = at(spec, 'selector');
  return [
    ...(both
      ? [invalidValue('spec', internalBudget(spec), 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...shareFaults(spec, 'minAvailable'),
    ...shareFaults(spec, 'maxUnavailable'),
    ...(isJsonObject(selector) && !isEmptySelector(selector)
      ? selectorFaults(selector, 'spec.selector')
      : []),
  ];
};

const QUOTA_LINES = [
  ...['cpu', 'memory', 'ephemeral-storage', 'pods', 'services', 'secrets', 'configmaps', 'resourcequotas'],
  ...['replicationcontrollers', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
  ...['requests.cpu', 'requests.memory', 'requests.storage', 'requests.ephemeral-storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
];

const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

const resourceQuota: Faults = ({ spec }) => {
  const scopes = listAt(spec, 'scopes');
  const isUnknown = scopes.some((scope) => !QUOTA_SCOPES.includes(String(scope)));
  const isMixed = OPPOSITES.some((pair) => pair.every((scope) => scopes.includes(scope)));
  const isOfPods = Object.keys(objectAt(spec, 'hard')).every((line) => line === 'pods');
  return [
    ...(scopes.includes('BestEffort') && !isOfPods
      ? [invalidValue('spec.scopes', scopes, 'unsupported scope applied to resource')]
      : []),
    ...(isMixed ? [invalidValue('spec.scopes', scopes, 'conflicting scopes')] : []),
    ...(isUnknown ? [invalidValue('spec.scopes', scopes, 'unsupported scope')] : []),
    ...quotaLineFaults(spec),
    ...listAt(spec, 'scopeSelector', 'matchExpressions').flatMap((expression) => {
      const operator = textAt(expression, 'operator');
      return ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator)
        ? []
        : [
            invalidValue(
              'spec.scopeSelector.matchExpressions.operator',
              operator,
              'not a valid selector operator',
            ),
          ];
    }),
  ];
};

const quotaLineFaults = (spec: unknown): FieldFault[] =>
  Object.entries(objectAt(spec, 'hard')).flatMap(([line, amount]) => {
    const field = `spec.hard[${line}]`;
    const isKnown = QUOTA_LINES.includes(line) || line.includes('/') || line.startsWith('hugepages-');
    const name = isKnown
      ? []
      : [
          invalidValue(field, line, 'must be a standard resource type or fully qualified'),
          invalidValue(field, line, 'must be a standard resource for quota'),
        ];
    const isCount = !/(cpu|memory|storage)$/.test(line) && !line.includes('/');
    if (isCount && (parseQuantity(String(amount))?.nano ?? 0n) % 1_000_000_000n !== 0n)
      return [...name, invalidValue(field, amount, 'must be an integer')];
    const isNegative = (parseQuantity(String(amount))?.nano ?? 0n) < 0n;
    return isNegative ? [...name, invalidValue(field, amount, 'must be greater than or equal to 0')] : name;
  });

/** What must hold for limits and budgets. */
export const policyFaults: Readonly<Record<string, Faults>> = {
  'poddisruptionbudgets.policy': disruptionBudget,
  resourcequotas: resourceQuota,
};
