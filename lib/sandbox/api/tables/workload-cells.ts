import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { ageOf, humanDuration } from './age.ts';
import type { Cells } from './cells.ts';
import { containerCells, labelsText, selectorText } from './selector-text.ts';

const template = (object: KubernetesObject) => at(object.spec, 'template', 'spec');
const age = (object: KubernetesObject, now: Date) => ageOf(object.metadata.creationTimestamp, now);

const deployment: Cells = (object, now) => [
  object.metadata.name,
  `${numberAt(object.status, 'readyReplicas')}/${numberAt(object.spec, 'replicas')}`,
  numberAt(object.status, 'updatedReplicas'),
  numberAt(object.status, 'availableReplicas'),
  age(object, now),
  ...containerCells(template(object)),
  selectorText(at(object.spec, 'selector')),
];

const replicaSet: Cells = (object, now) => [
  object.metadata.name,
  numberAt(object.spec, 'replicas'),
  numberAt(object.status, 'replicas'),
  numberAt(object.status, 'readyReplicas'),
  age(object, now),
  ...containerCells(template(object)),
  selectorText(at(object.spec, 'selector')),
];

const replicationController: Cells = (object, now) => [
  ...replicaSet(object, now).slice(0, -1),
  labelsText(at(object.spec, 'selector')),
];

const statefulSet: Cells = (object, now) => [
  object.metadata.name,
  `${numberAt(object.status, 'readyReplicas')}/${numberAt(object.spec, 'replicas')}`,
  age(object, now),
  ...containerCells(template(object)),
];

const daemonSet: Cells = (object, now) => [
  object.metadata.name,
  numberAt(object.status, 'desiredNumberScheduled'),
  numberAt(object.status, 'currentNumberScheduled'),
  numberAt(object.status, 'numberReady'),
  numberAt(object.status, 'updatedNumberScheduled'),
  numberAt(object.status, 'numberAvailable'),
  labelsText(at(template(object), 'nodeSelector')),
  age(object, now),
  ...containerCells(template(object)),
  selectorText(at(object.spec, 'selector')),
];

function hasCondition(job: KubernetesObject, type: string): boolean {
  return listAt(job.status, 'conditions').some(
    (condition) => at(condition, 'type') === type && at(condition, 'status') === 'True',
  );
}

function jobStatus(job: KubernetesObject): string {
  if (hasCondition(job, 'Complete')) return 'Complete';
  if (hasCondition(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (hasCondition(job, 'Suspended')) return 'Suspended';
  if (hasCondition(job, 'FailureTarget')) return 'FailureTarget';
  if (hasCondition(job, 'SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

function jobCompletions(job: KubernetesObject): string {
  const succeeded = numberAt(job.status, 'succeeded');
  const completions = at(job.spec, 'completions');
  if (typeof completions === 'number') return `${succeeded}/${completions}`;
  const parallelism = numberAt(job.spec, 'parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: KubernetesObject, now: Date): string {
  const start = Date.parse(textAt(job.status, 'startTime'));
  if (Number.isNaN(start)) return '';
  const failed = listAt(job.status, 'conditions').find((condition) => at(condition, 'type') === 'Failed');
  const end = textAt(job.status, 'completionTime') || textAt(failed, 'lastTransitionTime');
  return humanDuration((end === '' ? now.getTime() : Date.parse(end)) - start);
}

const job: Cells = (object, now) => [
  object.metadata.name,
  jobStatus(object),
  jobCompletions(object),
  jobDuration(object, now),
  age(object, now),
  ...containerCells(template(object)),
  selectorText(at(object.spec, 'selector')),
];

const cronJob: Cells = (object, now) => {
  const last = at(object.status, 'lastScheduleTime');
  const suspend = at(object.spec, 'suspend');
  return [
    object.metadata.name,
    textAt(object.spec, 'schedule'),
    textAt(object.spec, 'timeZone') || '<none>',
    suspend === undefined ? '<unset>' : suspend === true ? 'True' : 'False',
    listAt(object.status, 'active').length,
    last === undefined ? '<none>' : ageOf(last, now),
    age(object, now),
    ...containerCells(at(object.spec, 'jobTemplate', 'spec', 'template', 'spec')),
    selectorText(at(object.spec, 'jobTemplate', 'spec', 'selector')),
  ];
};

const controllerRevision: Cells = (object, now) => {
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
  const [group = '', version] = owner?.apiVersion.split('/') ?? [];
  const kind = `${(owner?.kind ?? '').toLowerCase()}${version === undefined ? '' : `.${group}`}`;
  return [
    object.metadata.name,
    owner === undefined ? '<none>' : `${kind}/${owner.name}`,
    numberAt(object, 'revision'),
    age(object, now),
  ];
};

const podTemplate: Cells = (object) => [
  object.metadata.name,
  ...containerCells(at(object, 'template', 'spec')),
  labelsText(at(object, 'template', 'metadata', 'labels')),
];

/** What a metric of an autoscaler stands at and aims for. */
function metricText(metric: unknown, current: unknown): string {
  const type = textAt(metric, 'type');
  const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const target = objectAt(metric, key, 'target');
  const now = objectAt(current, key, 'current');
  const name = type === 'Resource' ? `${textAt(metric, key, 'name')}: ` : '';
  if (typeof target.averageUtilization === 'number') {
    const used = now.averageUtilization;
    return `${name}${typeof used === 'number' ? `${used}%` : '<unknown>'}/${target.averageUtilization}%`;
  }
  const wanted = target.averageValue ?? target.value;
  const used = now.averageValue ?? now.value ?? '<unknown>';
  return `${name}${used}/${wanted}${type !== 'Resource' && target.averageValue !== undefined ? ' (avg)' : ''}`;
}

const autoscaler: Cells = (object, now) => {
  const metrics = listAt(object.spec, 'metrics');
  const current = listAt(object.status, 'currentMetrics');
  const shown = metrics.slice(0, 2).map((metric, index) => metricText(metric, current[index]));
  const more = metrics.length > 2 ? ` + ${metrics.length - 2} more...` : '';
  const min = at(object.spec, 'minReplicas');
  return [
    object.metadata.name,
    `${textAt(object.spec, 'scaleTargetRef', 'kind')}/${textAt(object.spec, 'scaleTargetRef', 'name')}`,
    metrics.length === 0 ? '<none>' : `${shown.join(', ')}${more}`,
    min === undefined ? '<unset>' : String(min),
    numberAt(object.spec, 'maxReplicas'),
    isJsonObject(object.status) ? numberAt(object.status, 'currentReplicas') : 0,
    age(object, now),
  ];
};

/** Tables of what runs pods. */
export const workloadCells: Readonly<Record<string, Cells>> = {
  'deployments.apps': deployment,
  'replicasets.apps': replicaSet,
  'statefulsets.apps': statefulSet,
  'daemonsets.apps': daemonSet,
  'controllerrevisions.apps': controllerRevision,
  replicationcontrollers: replicationController,
  podtemplates: podTemplate,
  'jobs.batch': job,
  'cronjobs.batch': cronJob,
  'horizontalpodautoscalers.autoscaling': autoscaler,
};
