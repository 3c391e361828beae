import { isJsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, numberAt, objectAt, textAt } from '../../store/read-json.ts';
import { autoscalerFaults } from './autoscalers.ts';
import { type FieldFault, invalidValue, notAllowed, notSupported, required } from './invalid.ts';
import { jobRuleFaults } from './job-rules.ts';
import { isEmptySelector, selectorFaults, selectorMatches } from './label-selectors.ts';
import { labelFaults } from './metadata.ts';
import { type PodSpecRules, podSpecFaults } from './pod-spec.ts';
import { isTimeZone, scheduleFault } from './schedule.ts';

type Faults = (object: KubernetesObject) => FieldFault[];

const NOT_NEGATIVE = 'must be greater than or equal to 0';

function notNegative(spec: unknown, names: readonly string[]): FieldFault[] {
  return names
    .filter((name) => numberAt(spec, name) < 0)
    .map((name) => invalidValue(`spec.${name}`, at(spec, name), NOT_NEGATIVE));
}

/** A value as Go prints the JSON of labels in the sentence about a selector that misses its template. */
function selectorSection(spec: unknown): FieldFault[] {
  const selector = at(spec, 'selector');
  if (!isJsonObject(selector)) return [required('spec.selector')];
  const faults = selectorFaults(selector, 'spec.selector');
  if (isEmptySelector(selector)) {
    faults.push(invalidValue('spec.selector', selector, 'empty selector is invalid for deployment'));
  }
  return faults;
}

function templateSection(spec: unknown, rules: PodSpecRules): FieldFault[] {
  const labels = at(spec, 'template', 'metadata', 'labels');
  const selector = at(spec, 'selector');
  const faults: FieldFault[] = [];
  const isUnreadable = isJsonObject(selector) && selectorFaults(selector, '').length > 0;
  const misses = isJsonObject(selector)
    ? !isEmptySelector(selector) && !selectorMatches(selector, labels)
    : true;
  if (isUnreadable) faults.push(invalidValue('spec.selector', selector, 'invalid label selector'));
  else if (misses) {
    faults.push(
      invalidValue(
        'spec.template.metadata.labels',
        labels ?? null,
        '`selector` does not match template `labels`',
      ),
    );
  }
  return [
    ...faults,
    ...labelFaults(labels, 'spec.template.labels'),
    ...podSpecFaults(at(spec, 'template', 'spec'), 'spec.template.spec', rules),
  ];
}

const ALWAYS: PodSpecRules = { restartPolicies: ['Always'] };

/** A count or a percentage. */
function amountFaults(value: unknown, field: string): FieldFault[] {
  if (typeof value === 'number') return value < 0 ? [invalidValue(field, value, NOT_NEGATIVE)] : [];
  if (typeof value !== 'string' || /^\d+%$/.test(value)) return [];
  return [
    invalidValue(
      field,
      value,
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ),
  ];
}

function beyondAll(value: unknown, field: string): FieldFault[] {
  const percent = typeof value === 'string' ? Number(/^(\d+)%$/.exec(value)?.[1] ?? 0) : 0;
  return percent > 100 ? [invalidValue(field, value, 'must not be greater than 100%')] : [];
}

function isZeroAmount(value: unknown): boolean {
  return value === 0 || value === '0%';
}

const deployment: Faults = ({ spec }) => {
  const faults = [
    ...notNegative(spec, ['replicas']),
    ...selectorSection(spec),
    ...templateSection(spec, ALWAYS),
  ];
  const strategy = objectAt(spec, 'strategy');
  const rolling = at(strategy, 'rollingUpdate');
  if (strategy.type === 'Recreate' && isJsonObject(rolling)) {
    faults.push(
      notAllowed('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'"),
    );
  } else if (strategy.type === 'RollingUpdate') {
    const field = 'spec.strategy.rollingUpdate';
    const { maxUnavailable, maxSurge } = isJsonObject(rolling) ? rolling : {};
    faults.push(
      ...amountFaults(maxUnavailable, `${field}.maxUnavailable`),
      ...amountFaults(maxSurge, `${field}.maxSurge`),
      ...beyondAll(maxUnavailable, `${field}.maxUnavailable`),
    );
    if (isZeroAmount(maxUnavailable) && isZeroAmount(maxSurge)) {
      faults.push(
        invalidValue(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'),
      );
    }
  } else if (strategy.type !== 'Recreate') {
    const shown = { Type: strategy.type, RollingUpdate: null };
    faults.push(notSupported('spec.strategy', shown, ['Recreate', 'RollingUpdate']));
  }
  faults.push(...notNegative(spec, ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']));
  const deadline = at(spec, 'progressDeadlineSeconds');
  if (typeof deadline === 'number' && deadline <= numberAt(spec, 'minReadySeconds')) {
    faults.push(
      invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'),
    );
  }
  return faults;
};

const replicaSet: Faults = ({ spec }) => [
  ...notNegative(spec, ['replicas', 'minReadySeconds']),
  ...selectorSection(spec),
  ...templateSection(spec, ALWAYS),
];

function claimNames(spec: unknown): string[] {
  return listAt(spec, 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name'));
}

const statefulSet: Faults = ({ spec }) => [
  ...(['OrderedReady', 'Parallel'].includes(textAt(spec, 'podManagementPolicy'))
    ? []
    : [
        invalidValue(
          'spec.podManagementPolicy',
          at(spec, 'podManagementPolicy'),
          "must be 'OrderedReady' or 'Parallel'",
        ),
      ]),
  ...(['RollingUpdate', 'OnDelete'].includes(textAt(spec, 'updateStrategy', 'type'))
    ? []
    : [
        invalidValue(
          'spec.updateStrategy',
          { Type: at(spec, 'updateStrategy', 'type'), RollingUpdate: null },
          "must be 'RollingUpdate' or 'OnDelete'",
        ),
      ]),
  ...(numberAt(spec, 'updateStrategy', 'rollingUpdate', 'partition') < 0
    ? [
        invalidValue(
          'spec.updateStrategy.rollingUpdate.partition',
          at(spec, 'updateStrategy', 'rollingUpdate', 'partition'),
          NOT_NEGATIVE,
        ),
      ]
    : []),
  ...notNegative(spec, ['replicas', 'minReadySeconds']),
  ...selectorSection(spec),
  ...templateSection(spec, { ...ALWAYS, addedVolumes: claimNames(spec) }),
];

const daemonSet: Faults = ({ spec }) => [
  ...selectorSection(spec),
  ...templateSection(spec, ALWAYS),
  ...notNegative(spec, ['minReadySeconds']),
  ...daemonStrategyFaults(spec),
  ...notNegative(spec, ['revisionHistoryLimit']),
];

function daemonStrategyFaults(spec: unknown): FieldFault[] {
  const kinds = ['RollingUpdate', 'OnDelete'];
  const type = textAt(spec, 'updateStrategy', 'type');
  if (type === 'OnDelete') return [];
  if (type === 'RollingUpdate') {
    const field = 'spec.updateStrategy.rollingUpdate';
    const { maxUnavailable = 0, maxSurge = 0 } = objectAt(spec, 'updateStrategy', 'rollingUpdate');
    if (isZeroAmount(maxUnavailable) && isZeroAmount(maxSurge))
      return [required(`${field}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')];
    return isZeroAmount(maxUnavailable) || isZeroAmount(maxSurge)
      ? []
      : [invalidValue(`${field}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero')];
  }
  const rolling = at(spec, 'updateStrategy', 'rollingUpdate');
  const shown = isJsonObject(rolling)
    ? { MaxUnavailable: rolling.maxUnavailable, MaxSurge: rolling.maxSurge }
    : null;
  return [notSupported('spec.updateStrategy', { Type: type, RollingUpdate: shown }, kinds)];
}

const JOB_POLICIES: PodSpecRules = { restartPolicies: ['OnFailure', 'Never'], policyRequired: true };

function jobSpecFaults(spec: unknown, field: string): FieldFault[] {
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ]
    .filter((name) => numberAt(spec, name) < 0)
    .map((name) => invalidValue(`${field}.${name}`, at(spec, name), NOT_NEGATIVE));
  return [
    ...counts,
    ...jobRuleFaults(spec, field),
    ...podSpecFaults(at(spec, 'template', 'spec'), `${field}.template.spec`, JOB_POLICIES),
  ];
}

const job: Faults = ({ metadata, spec }) => {
  const selector = at(spec, 'selector');
  const labels = at(spec, 'template', 'metadata', 'labels');
  const faults = isJsonObject(selector)
    ? selectorFaults(selector, 'spec.selector')
    : [required('spec.selector')];
  if (!isJsonObject(selector) || !selectorMatches(selector, labels)) {
    const words = '`selector` does not match template `labels`';
    faults.push(invalidValue('spec.template.metadata.labels', sorted(labels), words));
  }
  // A new job's own choice of pods is by its uid and nothing else.
  const isChosen = at(spec, 'manualSelector') !== true && metadata.creationTimestamp === undefined;
  const own = { matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } };
  if (isChosen && isJsonObject(selector) && !sameJson(selector, own)) {
    const shown = { ...selector, matchLabels: sorted(selector.matchLabels) };
    faults.push(invalidValue('spec.selector', shown, '`selector` not auto-generated'));
  }
  return [...jobSpecFaults(spec, 'spec'), ...faults];
};

/** Labels as Go prints a map: by their names. */
function sorted(labels: unknown): unknown {
  if (!isJsonObject(labels)) return labels;
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A job adds eleven characters to the name of its schedule. */
const MOST_OF_A_SCHEDULE = 52;

const cronJob: Faults = ({ metadata, spec }) => {
  const schedule = textAt(spec, 'schedule');
  const faults: FieldFault[] = [];
  if (metadata.name.length > MOST_OF_A_SCHEDULE) {
    faults.push(
      invalidValue('metadata.name', metadata.name, `must be no more than ${MOST_OF_A_SCHEDULE} characters`),
    );
  }
  if (schedule === '') faults.push(required('spec.schedule'));
  else {
    const fault = scheduleFault(schedule);
    if (fault !== undefined) faults.push(invalidValue('spec.schedule', schedule, fault));
  }
  const policies = ['Allow', 'Forbid', 'Replace'];
  const policy = at(spec, 'concurrencyPolicy');
  if (!policies.includes(String(policy)))
    faults.push(notSupported('spec.concurrencyPolicy', policy, policies));
  const zone = at(spec, 'timeZone');
  if (typeof zone === 'string' && zone !== '' && !isTimeZone(zone)) {
    faults.push(invalidValue('spec.timeZone', zone, `unknown time zone ${zone}`));
  }
  return [...faults, ...jobSpecFaults(at(spec, 'jobTemplate', 'spec'), 'spec.jobTemplate.spec')];
};

const replicationController: Faults = ({ spec }) => [
  ...notNegative(spec, ['replicas', 'minReadySeconds']),
  ...(isJsonObject(at(spec, 'template'))
    ? podSpecFaults(at(spec, 'template', 'spec'), 'spec.template.spec', ALWAYS)
    : [required('spec.template')]),
];

/** What must hold for what runs pods. */
export const workloadFaults: Readonly<Record<string, Faults>> = {
  'deployments.apps': deployment,
  'replicasets.apps': replicaSet,
  'statefulsets.apps': statefulSet,
  'daemonsets.apps': daemonSet,
  'jobs.batch': job,
  'cronjobs.batch': cronJob,
  replicationcontrollers: replicationController,
  'horizontalpodautoscalers.autoscaling': autoscalerFaults,
};
