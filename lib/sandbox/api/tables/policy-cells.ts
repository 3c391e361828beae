import type { KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { ageOf } from './age.ts';
import type { Cells } from './cells.ts';

const age = (object: KubernetesObject, now: Date) => ageOf(object.metadata.creationTimestamp, now);

const disruptionBudget: Cells = (object, now) => [
  object.metadata.name,
  String(at(object.spec, 'minAvailable') ?? 'N/A'),
  String(at(object.spec, 'maxUnavailable') ?? 'N/A'),
  numberAt(object.status, 'disruptionsAllowed'),
  age(object, now),
];

const resourceQuota: Cells = (object, now) => {
  const hard = objectAt(object.status, 'hard');
  const names = Object.keys(hard).sort();
  const text = (name: string) => `${name}: ${textAt(object.status, 'used', name) || '0'}/${hard[name]}`;
  const isLimit = (name: string) => name.startsWith('limits.');
  return [
    object.metadata.name,
    names
      .filter((name) => !isLimit(name))
      .map(text)
      .join(', '),
    names.filter(isLimit).map(text).join(', '),
    age(object, now),
  ];
};

function subjects(object: KubernetesObject, kind: string): string {
  return listAt(object, 'subjects')
    .filter((subject) => at(subject, 'kind') === kind)
    .map((subject) => {
      const name = textAt(subject, 'name');
      return kind === 'ServiceAccount' ? `${textAt(subject, 'namespace')}/${name}` : name;
    })
    .join(', ');
}

const binding: Cells = (object, now) => [
  object.metadata.name,
  `${textAt(object, 'roleRef', 'kind')}/${textAt(object, 'roleRef', 'name')}`,
  age(object, now),
  subjects(object, 'User'),
  subjects(object, 'Group'),
  subjects(object, 'ServiceAccount'),
];

const priorityClass: Cells = (object, now) => [
  object.metadata.name,
  numberAt(object, 'value'),
  at(object, 'globalDefault') === true,
  age(object, now),
  textAt(object, 'preemptionPolicy') || 'PreemptLowerPriority',
];

/** Tables of what limits and permits. */
export const policyCells: Readonly<Record<string, Cells>> = {
  'poddisruptionbudgets.policy': disruptionBudget,
  resourcequotas: resourceQuota,
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
  'priorityclasses.scheduling.k8s.io': priorityClass,
};
