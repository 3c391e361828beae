import { withoutSecretValues } from '../manifests/mask-secret.ts';
import { type Fields, isFields, type KubernetesObject, type ObjectMeta } from '../manifests/object.ts';
import { fieldsAt, listAt, textAt } from '../manifests/readers.ts';
import { annotation } from '../naming/annotations.ts';

/** An object as the cache keeps it: no managedFields, no last-applied copy, no Secret values, and of a pod only what a view shows. */
export function projectObject(object: KubernetesObject): KubernetesObject {
  const bare = { ...withoutSecretValues(object), metadata: lightMetadata(object.metadata) };
  if (object.kind === 'Pod') return lightPod(bare);
  if (object.kind === 'ConfigMap') return onlyKeys(bare);
  return bare;
}

function lightMetadata(metadata: ObjectMeta): ObjectMeta {
  const { managedFields: _managedFields, annotations, labels, ...rest } = metadata;
  const kept: ObjectMeta = { ...rest };
  if (labels) kept.labels = shared(labels);
  if (annotations) {
    const { [annotation.lastApplied]: _lastApplied, ...others } = annotations;
    kept.annotations = shared(others);
  }
  return kept;
}

function lightPod(pod: KubernetesObject): KubernetesObject {
  const spec = fieldsAt(pod, 'spec');
  const status = fieldsAt(pod, 'status');
  return {
    apiVersion: pod.apiVersion,
    kind: pod.kind,
    metadata: pod.metadata,
    spec: {
      nodeName: spec?.nodeName,
      restartPolicy: spec?.restartPolicy,
      initContainers: listAt(spec, 'initContainers').map(lightContainer),
      containers: listAt(spec, 'containers').map(lightContainer),
    },
    status: status && {
      ...pick(status, ['phase', 'reason', 'message', 'podIP', 'hostIP', 'startTime']),
      conditions: listAt(status, 'conditions').map((one) =>
        pick(one, ['type', 'status', 'reason', 'message', 'lastTransitionTime']),
      ),
      ...(status.initContainerStatuses === undefined
        ? {}
        : { initContainerStatuses: containerStatuses(status, 'initContainerStatuses') }),
      containerStatuses: containerStatuses(status, 'containerStatuses'),
    },
  };
}

function containerStatuses(status: Fields, name: string): Fields[] {
  return listAt(status, name).map((one) =>
    pick(one, ['name', 'image', 'ready', 'started', 'restartCount', 'state', 'lastState']),
  );
}

function lightContainer(container: Fields): Fields {
  return shared(pick(container, ['name', 'image', 'ports', 'restartPolicy']));
}

// A config map's content may be as large as a megabyte; views read it live when somebody opens it.
function onlyKeys(configMap: KubernetesObject): KubernetesObject {
  const { data, binaryData, ...rest } = configMap;
  const keys = [data, binaryData].flatMap((values) => (isFields(values) ? Object.keys(values) : []));
  return keys.length === 0 ? rest : { ...rest, data: Object.fromEntries(keys.map((key) => [key, ''])) };
}

function pick(value: Fields, names: readonly string[]): Fields {
  const picked: Fields = {};
  for (const name of names) if (value[name] !== undefined) picked[name] = value[name];
  return picked;
}

const pool = new Map<string, object>();
const largestPool = 20_000;

/** Thousands of pods of one template carry the same labels and containers: equal ones are kept once. They are never changed in place. */
function shared<T extends object>(value: T): T {
  const key = JSON.stringify(value);
  const known = pool.get(key);
  // Equal text means equal content, so the pooled one has the type of the given one.
  if (known) return known as T;
  if (pool.size >= largestPool) pool.clear();
  pool.set(key, value);
  return value;
}

/** Whether an object is to be kept at all: some ask not to be, and some accounts show only what Spinnaker or Foredeck manages. */
export function isKept(
  object: KubernetesObject,
  options: { onlySpinnakerManaged: boolean; omitNamespaces: ReadonlySet<string> },
): boolean {
  const annotations = fieldsAt(object, 'metadata', 'annotations');
  if (textAt(annotations, annotation.ignoreInCache) === 'true') return false;
  if (object.metadata.namespace && options.omitNamespaces.has(object.metadata.namespace)) return false;
  return !options.onlySpinnakerManaged || textAt(annotations, annotation.application) !== undefined;
}
