import type { JsonObject } from '../../store/object.ts';
import { ensure, fill, inner, items } from './draft.ts';
import { defaultTemplate } from './pod-defaults.ts';

type Default = (object: JsonObject) => void;

const deployment: Default = (object) => {
  const spec = ensure(object, 'spec');
  defaultTemplate(spec);
  fill(spec, 'replicas', 1);
  fill(spec, 'revisionHistoryLimit', 10);
  fill(spec, 'progressDeadlineSeconds', 600);
  const strategy = ensure(spec, 'strategy');
  fill(strategy, 'type', 'RollingUpdate');
  if (strategy.type !== 'RollingUpdate') return;
  const rolling = ensure(strategy, 'rollingUpdate');
  fill(rolling, 'maxUnavailable', '25%');
  fill(rolling, 'maxSurge', '25%');
};

const replicaSet: Default = (object) => {
  const spec = ensure(object, 'spec');
  defaultTemplate(spec);
  fill(spec, 'replicas', 1);
};

const replicationController: Default = (object) => {
  replicaSet(object);
  const spec = ensure(object, 'spec');
  const labels = inner(inner(inner(spec, 'template'), 'metadata'), 'labels');
  if (labels === undefined) return;
  fill(spec, 'selector', { ...labels });
  fill(ensure(object, 'metadata'), 'labels', { ...labels });
};

/** A claim inside another object: it carries its type and a status as a claim of its own would. */
function defaultClaimTemplate(claim: JsonObject): void {
  fill(claim, 'apiVersion', 'v1');
  fill(claim, 'kind', 'PersistentVolumeClaim');
  fill(ensure(claim, 'spec'), 'volumeMode', 'Filesystem');
  fill(ensure(claim, 'status'), 'phase', 'Pending');
}

const statefulSet: Default = (object) => {
  const spec = ensure(object, 'spec');
  defaultTemplate(spec);
  fill(spec, 'replicas', 1);
  fill(spec, 'revisionHistoryLimit', 10);
  fill(spec, 'podManagementPolicy', 'OrderedReady');
  fill(spec, 'persistentVolumeClaimRetentionPolicy', {});
  const retention = ensure(spec, 'persistentVolumeClaimRetentionPolicy');
  fill(retention, 'whenDeleted', 'Retain');
  fill(retention, 'whenScaled', 'Retain');
  const strategy = ensure(spec, 'updateStrategy');
  fill(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    const rolling = ensure(strategy, 'rollingUpdate');
    fill(rolling, 'partition', 0);
    fill(rolling, 'maxUnavailable', 1);
  }
  for (const claim of items(spec, 'volumeClaimTemplates')) defaultClaimTemplate(claim);
};

/** Counts the templates that a daemon set has had. */
const TEMPLATES = 'deprecated.daemonset.template.generation';

const daemonSet: Default = (object) => {
  const spec = ensure(object, 'spec');
  fill(ensure(ensure(object, 'metadata'), 'annotations'), TEMPLATES, '1');
  defaultTemplate(spec);
  fill(spec, 'revisionHistoryLimit', 10);
  const strategy = ensure(spec, 'updateStrategy');
  fill(strategy, 'type', 'RollingUpdate');
  if (strategy.type !== 'RollingUpdate') return;
  const rolling = ensure(strategy, 'rollingUpdate');
  fill(rolling, 'maxUnavailable', 1);
  fill(rolling, 'maxSurge', 0);
};

const job: Default = (object) => {
  const spec = ensure(object, 'spec');
  defaultTemplate(spec);
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  fill(spec, 'parallelism', 1);
  fill(spec, 'backoffLimit', spec.backoffLimitPerIndex === undefined ? 6 : 2_147_483_647);
  fill(spec, 'completionMode', 'NonIndexed');
  fill(spec, 'suspend', false);
  fill(spec, 'manualSelector', false);
  fill(spec, 'podReplacementPolicy', spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed');
};

const cronJob: Default = (object) => {
  const spec = ensure(object, 'spec');
  const inJob = inner(inner(spec, 'jobTemplate'), 'spec');
  if (inJob !== undefined) defaultTemplate(inJob);
  fill(spec, 'concurrencyPolicy', 'Allow');
  fill(spec, 'suspend', false);
  fill(spec, 'successfulJobsHistoryLimit', 3);
  fill(spec, 'failedJobsHistoryLimit', 1);
};

function defaultScalingRules(
  rules: JsonObject,
  policies: readonly JsonObject[],
  window: number | undefined,
): void {
  fill(rules, 'selectPolicy', 'Max');
  if (window !== undefined) fill(rules, 'stabilizationWindowSeconds', window);
  fill(rules, 'policies', policies);
}

const autoscaler: Default = (object) => {
  const spec = ensure(object, 'spec');
  fill(spec, 'minReplicas', 1);
  fill(spec, 'metrics', [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  ]);
  const behavior = inner(spec, 'behavior');
  if (behavior === undefined) return;
  const whole = { type: 'Percent', value: 100, periodSeconds: 15 };
  defaultScalingRules(ensure(behavior, 'scaleUp'), [{ type: 'Pods', value: 4, periodSeconds: 15 }, whole], 0);
  defaultScalingRules(ensure(behavior, 'scaleDown'), [whole], undefined);
};

const podTemplate: Default = (object) => defaultTemplate(object);

/** Defaults of what runs pods. */
export const workloadDefaults: Readonly<Record<string, Default>> = {
  'deployments.apps': deployment,
  'replicasets.apps': replicaSet,
  'statefulsets.apps': statefulSet,
  'daemonsets.apps': daemonSet,
  replicationcontrollers: replicationController,
  podtemplates: podTemplate,
  'jobs.batch': job,
  'cronjobs.batch': cronJob,
  'horizontalpodautoscalers.autoscaling': autoscaler,
};
