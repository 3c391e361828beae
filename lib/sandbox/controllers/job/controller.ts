import { sameJson } from '../../store/object.ts';
import { controllerOf, isDeleting, keyOf, splitKey } from '../objects/meta.ts';
import type { Pod } from '../objects/pod.ts';
import type { Job } from '../objects/workloads.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection, typed } from '../runtime/collection.ts';
import { type Controller, RETRY } from '../runtime/controller.ts';
import { createPod, deletePod, podFromTemplate } from '../runtime/create-pod.ts';
import { controllerKey, itself } from '../runtime/keys.ts';
import { INDEX } from './indexes.ts';
import { isJobOver, planJob, TRACKING } from './plan.ts';

const COMPONENT = 'job-controller';
/** Marks the keys of pods whose job may be gone. */
const POD = 'pod:';
const BATCH = 50;

/** Keeps jobs: pods until enough have succeeded or too many failed. */
export function jobController(cluster: Cluster): Controller {
  const jobs = collection<Job>(cluster.store, 'jobs.batch');

  function reconcile(key: string): number | typeof RETRY | undefined {
    if (key.startsWith(POD)) {
      releaseOrphan(key.slice(POD.length));
      return undefined;
    }
    const { namespace, name } = splitKey(key);
    const job = jobs.get(namespace, name);
    if (!job) return undefined;
    const pods = cluster.pods.controlledBy(job.metadata.uid);
    const plan = planJob({ job, pods, now: cluster.store.now(), speed: cluster.speed });
    if (plan.isExpired && !isDeleting(job)) {
      jobs.remove(job, { propagationPolicy: 'Foreground' });
      return undefined;
    }
    for (const note of plan.notes) cluster.events.record(COMPONENT, job, note);
    for (const pod of plan.remove) deletePod(cluster, COMPONENT, job, pod);
    if (!sameJson(job.status, plan.status)) jobs.updateStatus(job, () => plan.status);
    for (const pod of plan.counted) release(pod);
    const isFine = plan.create.slice(0, BATCH).every((index) => create(job, index));
    if (!isFine) return RETRY;
    return plan.create.length > BATCH ? 0 : plan.againMs;
  }

  function create(job: Job, index: number | undefined): boolean {
    const draft = podFromTemplate(
      cluster,
      job,
      job.spec.template,
      index === undefined
        ? { finalizers: [TRACKING] }
        : {
            base: `${job.metadata.name}-${index}`,
            finalizers: [TRACKING],
            labels: { [INDEX]: String(index) },
            annotations: { [INDEX]: String(index) },
            spec: (spec) => ({
              ...spec,
              hostname: `${job.metadata.name}-${index}`,
              containers: spec.containers.map((container) => ({
                ...container,
                env: [
                  ...(container.env ?? []),
                  {
                    name: 'JOB_COMPLETION_INDEX',
                    valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']` } },
                  },
                ],
              })),
            }),
          },
    );
    return 'pod' in createPod(cluster, COMPONENT, job, draft);
  }

  function release(pod: Pod): void {
    cluster.pods.update(pod, (live) => {
      const finalizers = (live.metadata.finalizers ?? []).filter((name) => name !== TRACKING);
      return { ...live, metadata: { ...live.metadata, finalizers } };
    });
  }

  /** Lets go of a pod that no living job will ever count. */
  function releaseOrphan(key: string): void {
    const { namespace, name } = splitKey(key);
    const pod = cluster.pods.get(namespace, name);
    if (!pod?.metadata.finalizers?.includes(TRACKING)) return;
    const owner = controllerOf(pod);
    const job = owner && jobs.get(namespace, owner.name);
    if (!job || job.metadata.uid !== owner.uid || isJobOver(job) || isDeleting(job)) release(pod);
  }

  return {
    name: COMPONENT,
    watches: {
      'jobs.batch': itself,
      pods: (event) => {
        const pod = typed<Pod>(event.object);
        const key = controllerKey('Job')(event);
        const isHeld = event.type !== 'DELETED' && pod.metadata.finalizers?.includes(TRACKING);
        if (!isHeld || !isDeleting(pod)) return key;
        return [...(key === undefined ? [] : [key].flat()), `${POD}${keyOf(pod)}`];
      },
    },
    reconcile,
    spacingMs: 5,
  };
}
