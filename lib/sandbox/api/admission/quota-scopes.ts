import { isJsonObject } from '../../store/object.ts';
import { at, listAt, textAt } from '../../store/read-json.ts';
import { qosClass } from './admit-pod.ts';

/** Any object with or without a spec. */
type Bearer = Readonly<Record<string, unknown>>;

/** Scopes of a quota that need no value. */
export const QUOTA_SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
];

function isBestEffort(pod: Bearer): boolean {
  return isJsonObject(pod.spec) && qosClass(pod.spec) === 'BestEffort';
}

function isWithin(scope: string, pod: Bearer): boolean {
  const isTerminating = at(pod.spec, 'activeDeadlineSeconds') !== undefined;
  switch (scope) {
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'PriorityClass':
      return textAt(pod.spec, 'priorityClassName') !== '';
    default:
      return true;
  }
}

function selects(expression: unknown, pod: Bearer): boolean {
  const scope = textAt(expression, 'scopeName');
  if (scope !== 'PriorityClass') return isWithin(scope, pod);
  const name = textAt(pod.spec, 'priorityClassName');
  const isListed = listAt(expression, 'values').includes(name);
  switch (textAt(expression, 'operator')) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

/** Does a quota say for which pods it is? Then nothing else counts in it. */
export function hasScopes(quota: Bearer): boolean {
  return (
    listAt(quota.spec, 'scopes').length > 0 ||
    listAt(quota.spec, 'scopeSelector', 'matchExpressions').length > 0
  );
}

/** Is the pod one that the quota is for? Without scopes it is for all. */
export function isInScope(quota: Bearer, pod: Bearer): boolean {
  return (
    listAt(quota.spec, 'scopes').every((scope) => isWithin(String(scope), pod)) &&
    listAt(quota.spec, 'scopeSelector', 'matchExpressions').every((expression) => selects(expression, pod))
  );
}
