import { createEngine, engineHandlers, forgetOldExecutions, wakeSoon } from '#lib/engine/index.ts';
import { forgetOldEvents } from '#lib/events/index.ts';
import { tellProgress } from '#lib/executions/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { deliver, sendNews } from '#lib/notifications/index.ts';
import { config } from '#lib/platform/config.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { createOutbound } from '#lib/platform/outbound/index.ts';
import { runQueue } from '#lib/queue/index.ts';
import { findStage } from '#lib/stages/registry.ts';
import type { Services } from '#lib/stages/services.ts';
import { actorNamed } from './actor-named.ts';
import { artifactService } from './artifact-service.ts';
import { clusterSizes } from './cluster-size.ts';
import { expressionHost } from './expression-host.ts';
import { kubernetesService } from './kubernetes-service.ts';
import { engineMetrics, fleetMetrics, queueMetrics, stuckMetrics } from './observe.ts';
import { pipelineService } from './pipeline-service.ts';
import { every } from './schedule.ts';
import { startStatusServer } from './status-server.ts';
import { wakeOnChange } from './wake-on-change.ts';

/** The composition root: puts services into stages, stages into the engine, the engine onto the queue. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const clusters = await fleet();
  const http = createOutbound({ allowedHosts: config().allowedHosts });
  const services: Services = {
    pipelines: pipelineService(),
    http,
    artifacts: artifactService(http),
    kubernetes: kubernetesService(clusters),
    clusters: clusterSizes(clusters),
    notifications: { send: sendNews },
    roles: {
      async rolesOf(user) {
        const actor = await actorNamed(user);
        return actor.kind === 'user'
          ? { roles: actor.teams, isAdmin: actor.admin }
          : { roles: [], isAdmin: false };
      },
    },
  };
  const engine = createEngine({
    pool: databasePool(),
    find: findStage,
    services,
    host: expressionHost(http),
    observe: engineMetrics(),
  });
  fleetMetrics(clusters);
  stuckMetrics();
  const waking = wakeSoon(engine.sql);
  const stopWaking = wakeOnChange(clusters, waking.add);
  const queue = await runQueue(
    {
      ...engineHandlers(engine),
      'notifications.progress': (progress) => tellProgress(progress),
      'notifications.deliver': ({ deliveryId }, { signal }) => deliver(http, deliveryId, signal),
      'upkeep.forget': async () => {
        await forget();
        await forgetOldExecutions(engine.sql);
      },
    },
    queueMetrics(),
  );
  const schedules = [every(5000, 'engine.sweep', {}), every(600_000, 'upkeep.forget', {})];
  let isReady = true;
  const { workerPort } = config();
  const status = workerPort === 0 ? undefined : await startStatusServer(workerPort, () => isReady);
  logger('worker').info('the worker is up');
  return {
    async stop() {
      isReady = false;
      for (const stop of schedules) stop();
      stopWaking();
      waking.stop();
      await queue.stop();
      await clusters.stop();
      await status?.stop();
    },
  };
}

/** What was told to whom can be read for 90 days. */
const KEEP_DELIVERIES_MS = 90 * 86_400_000;

async function forget(): Promise<void> {
  const now = Date.now();
  await forgetOldEvents(now);
  await database().session.deleteMany({ where: { expiresAt: { lt: new Date(now - 86_400_000) } } });
  await database().notificationDelivery.deleteMany({
    where: { createdAt: { lt: new Date(now - KEEP_DELIVERIES_MS) } },
  });
  await database().signInFailure.deleteMany({ where: { at: { lt: new Date(now - 86_400_000) } } });
}
