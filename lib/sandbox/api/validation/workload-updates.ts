import { isJsonObject, type JsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, objectAt } from '../../store/read-json.ts';
import { type FieldFault, invalidValue, notAllowed } from './invalid.ts';

type UpdateFaults = (next: KubernetesObject, live: KubernetesObject) => FieldFault[];

const IMMUTABLE = 'field is immutable';

function immutable(next: KubernetesObject, live: KubernetesObject, path: readonly string[]): FieldFault[] {
  const value = at(next, ...path);
  return sameJson(value, at(live, ...path)) ? [] : [invalidValue(path.join('.'), value, IMMUTABLE)];
}

const keepsSelector: UpdateFaults = (next, live) => immutable(next, live, ['spec', 'selector']);

const MUTABLE_STATEFUL = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

function restOf(spec: unknown, mutable: readonly string[]): JsonObject {
  const entries = Object.entries(isJsonObject(spec) ? spec : {});
  return Object.fromEntries(entries.filter(([name]) => !mutable.includes(name)));
}

const statefulUpdate: UpdateFaults = (next, live) => {
  const fixed = ['serviceName', 'selector', 'podManagementPolicy'].flatMap((name) =>
    immutable(next, live, ['spec', name]),
  );
  if (fixed.length > 0) return fixed;
  return sameJson(restOf(next.spec, MUTABLE_STATEFUL), restOf(live.spec, MUTABLE_STATEFUL))
    ? []
    : [
        notAllowed(
          'spec',
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      ];
};

const jobUpdate: UpdateFaults = (next, live) => {
  const isSuspended = at(live.spec, 'suspend') === true && at(live.status, 'startTime') === undefined;
  return [
    ...immutable(next, live, ['spec', 'completions']),
    ...immutable(next, live, ['spec', 'selector']),
    ...(isSuspended ? [] : immutable(next, live, ['spec', 'template'])),
    ...immutable(next, live, ['spec', 'completionMode']),
    ...immutable(next, live, ['spec', 'podFailurePolicy']),
    ...immutable(next, live, ['spec', 'backoffLimitPerIndex']),
  ];
};

/** Images may change in a running pod, and little else. */
const podUpdate: UpdateFaults = (next, live) => {
  const frozen = (pod: KubernetesObject): unknown => {
    const {
      activeDeadlineSeconds: _,
      terminationGracePeriodSeconds: __,
      tolerations: ___,
      ...spec
    } = objectAt(pod, 'spec');
    const bare = (name: string) =>
      listAt(spec, name).map((container) => ({ ...(isJsonObject(container) ? container : {}), image: '' }));
    return {
      ...spec,
      containers: bare('containers'),
      initContainers: bare('initContainers'),
      schedulingGates: undefined,
    };
  };
  if (sameJson(frozen(next), frozen(live))) return [];
  return [
    notAllowed(
      'spec',
      'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    ),
  ];
};

/** What a change of them may not touch. */
export const workloadUpdateFaults: Readonly<Record<string, UpdateFaults>> = {
  pods: podUpdate,
  'deployments.apps': keepsSelector,
  'replicasets.apps': keepsSelector,
  'daemonsets.apps': keepsSelector,
  'statefulsets.apps': statefulUpdate,
  'jobs.batch': jobUpdate,
};
