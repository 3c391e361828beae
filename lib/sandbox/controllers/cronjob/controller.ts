import { sameJson } from '../../store/object.ts';
import { isStatus } from '../../store/status-error.ts';
import { controllerReference, splitKey } from '../objects/meta.ts';
import type { CronJob, Job } from '../objects/workloads.ts';
import type { Cluster } from '../runtime/cluster.ts';
import { collection } from '../runtime/collection.ts';
import type { Controller } from '../runtime/controller.ts';
import { controllerKey, itself } from '../runtime/keys.ts';
import { planCronJob, referenceTo } from './plan.ts';

const COMPONENT = 'cronjob-controller';

/** Keeps cron jobs: a job at each scheduled time, and only so many old ones. */
export function cronJobController(cluster: Cluster): Controller {
  const cronJobs = collection<CronJob>(cluster.store, 'cronjobs.batch');
  const jobs = collection<Job>(cluster.store, 'jobs.batch');

  function reconcile(key: string): number | undefined {
    const { namespace, name } = splitKey(key);
    const cronJob = cronJobs.get(namespace, name);
    if (!cronJob) return undefined;
    const plan = planCronJob(cronJob, jobs.controlledBy(cronJob.metadata.uid), cluster.store.now());
    for (const note of plan.notes) cluster.events.record(COMPONENT, cronJob, note);
    for (const job of plan.remove) {
      jobs.remove(job, { propagationPolicy: 'Background' });
      const message = `Deleted job ${job.metadata.name}`;
      cluster.events.record(COMPONENT, cronJob, { type: 'Normal', reason: 'SuccessfulDelete', message });
    }
    const created = plan.create && create(cronJob, plan.create);
    const active = [...(plan.status.active ?? []), ...(created ? [referenceTo(created)] : [])];
    const status = { ...plan.status, active: active.length > 0 ? active : undefined };
    if (!sameJson(cronJob.status ?? {}, status)) cronJobs.updateStatus(cronJob, () => status);
    return plan.againMs;
  }

  function create(cronJob: CronJob, at: Date): Job | undefined {
    const { jobTemplate } = cronJob.spec;
    // The name follows from the time, so that one time never gives two jobs.
    const name = `${cronJob.metadata.name}-${Math.floor(at.getTime() / 60_000)}`;
    try {
      const job = jobs.create({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: {
          name,
          namespace: cronJob.metadata.namespace,
          labels: jobTemplate.metadata?.labels,
          annotations: {
            ...jobTemplate.metadata?.annotations,
            'batch.kubernetes.io/cronjob-scheduled-timestamp': `${at.toISOString().slice(0, 19)}Z`,
          },
          ownerReferences: [controllerReference(cronJob)],
        },
        spec: jobTemplate.spec,
      });
      const message = `Created job ${job.metadata.name}`;
      cluster.events.record(COMPONENT, cronJob, { type: 'Normal', reason: 'SuccessfulCreate', message });
      return job;
    } catch (error) {
      // Made before, and forgotten by a controller that stopped in between.
      if (isStatus(error, 'AlreadyExists')) return jobs.get(cronJob.metadata.namespace, name);
      const message = `Error creating job: ${error instanceof Error ? error.message : error}`;
      cluster.events.record(COMPONENT, cronJob, { type: 'Warning', reason: 'FailedCreate', message });
      return undefined;
    }
  }

  return {
    name: COMPONENT,
    watches: { 'cronjobs.batch': itself, 'jobs.batch': controllerKey('CronJob') },
    reconcile,
  };
}
