import { isJsonObject, type JsonObject, type KubernetesObject, sameJson } from '../../store/object.ts';
import { at, listAt, objectAt } from '../../store/read-json.ts';
import { internalDiff, internalTemplate } from './internal.ts';
import { type FieldFault, invalidValue, notAllowed } from './invalid.ts';

type UpdateFaults = (next: KubernetesObject, live: KubernetesObject) => FieldFault[];

const IMMUTABLE = 'field is immutable';

function immutable(next: KubernetesObject, live: KubernetesObject, path: readonly string[]): FieldFault[] {
  const value = at(next, ...path);
  return sameJson(value, at(live, ...path)) ? [] : [invalidValue(path.join('.'), inOrder(value), IMMUTABLE)];
}

/** The labels of a selector as Go prints a map: by their names. */
function inOrder(value: unknown): unknown {
  const labels = at(value, 'matchLabels');
  if (!isJsonObject(value) || !isJsonObject(labels)) return value;
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...value, matchLabels: sorted };
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

function keptTemplate(next: KubernetesObject, live: KubernetesObject): FieldFault[] {
  const template = at(next.spec, 'template');
  return sameJson(template, at(live.spec, 'template'))
    ? []
    : [invalidValue('spec.template', internalTemplate(template), IMMUTABLE)];
}

const jobUpdate: UpdateFaults = (next, live) => {
  const isSuspended = at(live.spec, 'suspend') === true && at(live.status, 'startTime') === undefined;
  return [
    ...immutable(next, live, ['spec', 'completions']),
    ...immutable(next, live, ['spec', 'selector']),
    ...(isSuspended ? [] : keptTemplate(next, live)),
    ...immutable(next, live, ['spec', 'completionMode']),
    ...immutable(next, live, ['spec', 'podFailurePolicy']),
    ...immutable(next, live, ['spec', 'backoffLimitPerIndex']),
  ];
};

/** Images may change in a running pod, and little else. */
const podUpdate: UpdateFaults = (next, live) => {
  const deadline = deadlineFaults(next, live);
  if (deadline.length > 0) return deadline;
  // The server compares with a copy in which what may change is as it was.
  const kept = (name: string) => listAt(live.spec, name);
  const spec = objectAt(next, 'spec');
  const munged: JsonObject = { ...spec };
  for (const name of [
    'activeDeadlineSeconds',
    'terminationGracePeriodSeconds',
    'tolerations',
    'schedulingGates',
  ]) {
    munged[name] = at(live.spec, name);
  }
  for (const list of ['containers', 'initContainers']) {
    if (spec[list] === undefined) continue;
    munged[list] = listAt(spec, list).map((container, index) =>
      isJsonObject(container) && kept(list)[index] !== undefined
        ? { ...container, image: at(kept(list)[index], 'image') }
        : container,
    );
  }
  const before = objectAt(live, 'spec');
  if (sameJson(withoutAbsent(munged), withoutAbsent(before))) return [];
  return [
    notAllowed(
      'spec',
      `pod updates may not change fields other than \`spec.containers[*].image\`,\`spec.initContainers[*].image\`,\`spec.activeDeadlineSeconds\`,\`spec.tolerations\` (only additions to existing tolerations),\`spec.terminationGracePeriodSeconds\` (allow it to be set to 1 if it was previously negative)\n${internalDiff('PodSpec', before, munged)}`,
    ),
  ];
};

function withoutAbsent(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

function deadlineFaults(next: KubernetesObject, live: KubernetesObject): FieldFault[] {
  const field = 'spec.activeDeadlineSeconds';
  const before = at(live.spec, 'activeDeadlineSeconds');
  const after = at(next.spec, 'activeDeadlineSeconds');
  if (typeof before !== 'number' || before === after) return [];
  if (typeof after !== 'number')
    return [invalidValue(field, null, 'must not update from a positive integer to nil value')];
  return after > before ? [invalidValue(field, after, 'must be less than or equal to previous value')] : [];
}

/** What a change of them may not touch. */
export const workloadUpdateFaults: Readonly<Record<string, UpdateFaults>> = {
  pods: podUpdate,
  'deployments.apps': keepsSelector,
  'replicasets.apps': keepsSelector,
  'daemonsets.apps': keepsSelector,
  'statefulsets.apps': statefulUpdate,
  'jobs.batch': jobUpdate,
};
