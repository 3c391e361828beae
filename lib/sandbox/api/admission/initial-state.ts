import { randomUUID } from 'node:crypto';
import type { ServedResource } from '../../kinds/catalogue.ts';
import type { JsonObject } from '../../store/object.ts';
import { textAt } from '../../store/read-json.ts';
import { wireTime } from '../../store/store.ts';
import type { Api } from '../context.ts';
import { ensure, fill } from '../defaults/draft.ts';

// The state in which objects of a kind begin, whatever their author says about their status.
const FIRST_STATUS: Readonly<Record<string, JsonObject>> = {
  pods: { phase: 'Pending' },
  namespaces: { phase: 'Active' },
  persistentvolumeclaims: { phase: 'Pending' },
  persistentvolumes: { phase: 'Pending' },
  services: { loadBalancer: {} },
  'ingresses.networking.k8s.io': { loadBalancer: {} },
  'replicasets.apps': { replicas: 0 },
  replicationcontrollers: { replicas: 0 },
  'statefulsets.apps': { replicas: 0, availableReplicas: 0 },
  'daemonsets.apps': {
    currentNumberScheduled: 0,
    numberMisscheduled: 0,
    desiredNumberScheduled: 0,
    numberReady: 0,
  },
  'poddisruptionbudgets.policy': {
    disruptionsAllowed: 0,
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
  },
  'horizontalpodautoscalers.autoscaling': { desiredReplicas: 0, currentMetrics: null },
};

// These are made with their status: a node tells of itself.
const KEEPS_STATUS = ['nodes', 'componentstatuses'];

function resetStatus(resource: ServedResource, own: JsonObject): void {
  const hasStatus = resource.discovered.subresources?.some(({ subresource }) => subresource === 'status');
  if (hasStatus !== true || KEEPS_STATUS.includes(resource.storage.id)) return;
  if (resource.custom !== undefined) delete own.status;
  else own.status = { ...FIRST_STATUS[resource.storage.id] };
}

function addFinalizer(own: JsonObject, name: string): void {
  const metadata = ensure(own, 'metadata');
  const found = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  if (!found.includes(name)) metadata.finalizers = [...found, name];
}

/** A job chooses its pods by its own uid, unless its author took the choice on himself. */
function selectPodsOfJob(own: JsonObject): void {
  const metadata = ensure(own, 'metadata');
  const spec = ensure(own, 'spec');
  if (spec.manualSelector === true || typeof metadata.name !== 'string') return;
  const uid = randomUUID();
  metadata.uid = uid;
  const labels = ensure(ensure(ensure(spec, 'template'), 'metadata'), 'labels');
  labels['batch.kubernetes.io/controller-uid'] = uid;
  labels['batch.kubernetes.io/job-name'] = metadata.name;
  labels['controller-uid'] = uid;
  labels['job-name'] = metadata.name;
  fill(metadata, 'labels', { ...labels });
  const selector = ensure(spec, 'selector');
  ensure(selector, 'matchLabels')['batch.kubernetes.io/controller-uid'] = uid;
}

/** Less than no time to stop is the least there is. */
function shortenGrace(spec: JsonObject): void {
  const { terminationGracePeriodSeconds: grace } = spec;
  if (typeof grace === 'number' && grace < 0) spec.terminationGracePeriodSeconds = 1;
}

/** A claim that names no class gets the default one. */
function chooseStorageClass(api: Api, own: JsonObject): void {
  if (textAt(own, 'metadata', 'annotations', 'volume.beta.kubernetes.io/storage-class') !== '') return;
  const chosen = api.store
    .list('storageclasses.storage.k8s.io')
    .find(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
  if (chosen !== undefined) fill(ensure(own, 'spec'), 'storageClassName', chosen.metadata.name);
}

/** Sets what a new object of its kind begins with: status, finalizers, selectors of its own. */
export function initialState(api: Api, resource: ServedResource, own: JsonObject): void {
  resetStatus(resource, own);
  switch (resource.storage.id) {
    case 'pods':
      shortenGrace(ensure(own, 'spec'));
      break;
    case 'namespaces':
      ensure(own, 'spec').finalizers = ['kubernetes'];
      break;
    case 'persistentvolumeclaims':
      addFinalizer(own, 'kubernetes.io/pvc-protection');
      chooseStorageClass(api, own);
      break;
    case 'persistentvolumes':
      ensure(own, 'status').lastPhaseTransitionTime = wireTime(api.store.now());
      addFinalizer(own, 'kubernetes.io/pv-protection');
      break;
    case 'jobs.batch':
      selectPodsOfJob(own);
      break;
    default:
  }
}
