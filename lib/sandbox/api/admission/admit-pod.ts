import { randomSuffix } from '../../store/names.ts';
import { isJsonObject, type JsonObject } from '../../store/object.ts';
import { objectAt, textAt } from '../../store/read-json.ts';
import { forbidden } from '../../store/status-error.ts';
import type { Api } from '../context.ts';
import { ensure, fill, items } from '../defaults/draft.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

function tokenVolume(name: string): JsonObject {
  const namespace = { path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } };
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [namespace] } },
      ],
      defaultMode: 420,
    },
  };
}

/** Gives the pod its service account and the token that goes with it. @throws StatusError Forbidden when there is no such account */
function admitServiceAccount(api: Api, pod: JsonObject, spec: JsonObject): void {
  const namespace = textAt(pod, 'metadata', 'namespace');
  fill(spec, 'serviceAccountName', 'default');
  spec.serviceAccount = spec.serviceAccountName;
  const name = String(spec.serviceAccountName);
  const account = api.store.get('serviceaccounts', namespace, name);
  if (account === undefined) {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
    throw forbidden('pods', textAt(pod, 'metadata', 'name'), why);
  }
  if ((spec.automountServiceAccountToken ?? account.automountServiceAccountToken) === false) return;
  const volume = `kube-api-access-${randomSuffix()}`;
  let used = false;
  for (const container of [...items(spec, 'initContainers'), ...items(spec, 'containers')]) {
    const mounts = items(container, 'volumeMounts');
    if (mounts.some(({ mountPath }) => mountPath === TOKEN_PATH)) continue;
    container.volumeMounts = [...mounts, { name: volume, readOnly: true, mountPath: TOKEN_PATH }];
    used = true;
  }
  if (used) spec.volumes = [...items(spec, 'volumes'), tokenVolume(volume)];
}

/** A pod stays five minutes on a node that is lost, unless it says otherwise. */
function tolerateLostNodes(spec: JsonObject): void {
  const tolerations = items(spec, 'tolerations');
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const tolerated = tolerations.some(
      (toleration) =>
        (toleration.key === key || toleration.key === undefined) &&
        (toleration.effect === 'NoExecute' || toleration.effect === undefined),
    );
    if (!tolerated)
      tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });
  }
  spec.tolerations = tolerations;
}

/** @throws StatusError Forbidden for a class that does not exist */
function admitPriority(api: Api, pod: JsonObject, spec: JsonObject): void {
  const name = spec.priorityClassName;
  const classes = api.store.list('priorityclasses.scheduling.k8s.io');
  const chosen = classes.find((one) =>
    typeof name === 'string' ? one.metadata.name === name : one.globalDefault === true,
  );
  if (typeof name === 'string' && chosen === undefined) {
    const why = `no PriorityClass with name ${name} was found`;
    throw forbidden('pods', textAt(pod, 'metadata', 'name'), why);
  }
  if (chosen !== undefined) spec.priorityClassName = chosen.metadata.name;
  const priority = typeof chosen?.value === 'number' ? chosen.value : 0;
  if (spec.priority !== undefined && spec.priority !== priority) {
    const why = `the integer value of priority (${String(spec.priority)}) must not be provided in pod spec; priority admission controller computed ${priority} from the given PriorityClass name`;
    throw forbidden('pods', textAt(pod, 'metadata', 'name'), why);
  }
  fill(spec, 'priority', priority);
  fill(spec, 'preemptionPolicy', chosen?.preemptionPolicy ?? 'PreemptLowerPriority');
}

/** @throws StatusError Forbidden for a runtime class that does not exist */
function checkRuntimeClass(api: Api, pod: JsonObject, spec: JsonObject): void {
  const name = spec.runtimeClassName;
  if (typeof name !== 'string' || name === '') return;
  if (api.store.get('runtimeclasses.node.k8s.io', undefined, name) !== undefined) return;
  const why = `pod rejected: RuntimeClass ${JSON.stringify(name)} not found`;
  throw forbidden('pods', textAt(pod, 'metadata', 'name'), why);
}

/** The class of service that a pod's requests and limits put it in. */
export function qosClass(spec: JsonObject): string {
  const containers = [...items(spec, 'initContainers'), ...items(spec, 'containers')];
  const amounts = (container: JsonObject, of: string) => objectAt(container, 'resources', of);
  const hasAny = containers.some((container) =>
    ['requests', 'limits'].some((of) =>
      ['cpu', 'memory'].some((name) => amounts(container, of)[name] !== undefined),
    ),
  );
  if (!hasAny) return 'BestEffort';
  const isGuaranteed = containers.every((container) =>
    ['cpu', 'memory'].every((name) => {
      const limit = amounts(container, 'limits')[name];
      return limit !== undefined && (amounts(container, 'requests')[name] ?? limit) === limit;
    }),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

/** What the admission plug-ins of a stock cluster do to a new pod. */
export function admitPod(api: Api, pod: JsonObject): void {
  const spec = ensure(pod, 'spec');
  admitServiceAccount(api, pod, spec);
  tolerateLostNodes(spec);
  admitPriority(api, pod, spec);
  checkRuntimeClass(api, pod, spec);
  const status = isJsonObject(pod.status) ? pod.status : {};
  pod.status = { ...status, qosClass: qosClass(spec) };
}
