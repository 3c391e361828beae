import { createApplicationApi } from '#lib/applications/api.ts';
import { getExecutionApi, startPipelineApi } from '#lib/executions/api.ts';
import { createPipelineApi } from '#lib/pipelines/api.ts';
import { deployStage, freshName, versionParameter } from './fixtures/content.ts';
import { descendantsOf } from './fixtures/processes.ts';
import { expect, test } from './fixtures/test.ts';

const GOES_ON_WITHIN_MS = 15_000;

test('a run goes on within 15 s after its worker was killed, and deploys once', async ({
  apiOf,
  kubectl,
  product,
}) => {
  const app = freshName('death');
  const dana = await apiOf('dana');
  await dana.call(createApplicationApi, { body: { name: app } });
  const { id } = await dana.call(createPipelineApi, {
    params: { application: app },
    body: {
      definition: {
        name: 'Release',
        spelEvaluator: 'v4',
        parameterConfig: [versionParameter],
        stages: [
          // Slow to become well, so that there is a middle to die in.
          deployStage({
            refId: '1',
            name: 'Deploy',
            account: 'staging',
            app,
            replicas: 4,
            minReadySeconds: 3,
          }),
          { refId: '2', requisiteStageRefIds: ['1'], type: 'wait', name: 'Settle', waitTime: 1 },
        ],
      },
    },
  });
  const { executionId } = await dana.call(startPipelineApi, {
    params: { id },
    body: { parameters: { version: '6.9.1' } },
  });
  const read = () => dana.call(getExecutionApi, { params: { id: executionId } });
  const deployments = () =>
    kubectl('-n', 'staging', 'get', 'deployments', '-l', `app.kubernetes.io/name=${app}`, '-o', 'name');

  // In the middle: the object is in the cluster, the run does not know yet that it is well.
  await expect.poll(deployments, { intervals: [50] }).toBe(`deployment.apps/${app}`);
  const before = await read();
  expect(before.stages[0]?.status).toBe('RUNNING');
  const worker = descendantsOf(product.pid).find(({ command }) => /foredeck\.ts worker$/.test(command));
  if (!worker) throw new Error('There is no worker process.');
  process.kill(worker.pid, 'SIGKILL');
  const killedAt = Date.now();

  await kubectl('-n', 'staging', 'rollout', 'status', `deployment/${app}`, '--timeout=60s');
  const readyAt = Math.max(killedAt, Date.now());
  await expect
    .poll(async () => (await read()).stages[0]?.status, { timeout: 60_000, intervals: [200] })
    .toBe('SUCCEEDED');
  expect(Date.now() - readyAt).toBeLessThan(GOES_ON_WITHIN_MS);
  await expect.poll(async () => (await read()).status, { timeout: 30_000 }).toBe('SUCCEEDED');

  const replicaSets = await kubectl('-n', 'staging', 'get', 'replicasets', '-l', `app=${app}`, '-o', 'name');
  expect(replicaSets.split('\n')).toHaveLength(1);
  const workers = descendantsOf(product.pid).filter(({ command }) => /foredeck\.ts worker$/.test(command));
  expect(workers.map(({ pid }) => pid)).not.toContain(worker.pid);
  expect(workers).toHaveLength(1);
});
