import { createApplicationApi } from '#lib/applications/api.ts';
import {
  getExecutionApi,
  judgeApi,
  listApprovalsApi,
  startOperationApi,
  startPipelineApi,
} from '#lib/executions/api.ts';
import { listClustersApi, listRolloutsApi, previewUndoApi } from '#lib/infrastructure/api.ts';
import { createPipelineApi } from '#lib/pipelines/api.ts';
import { deployStage, freshName, versionParameter } from './fixtures/content.ts';
import { expect, test } from './fixtures/test.ts';

const GOOD = '6.9.1';
const BROKEN = '6.9.9-does-not-exist';

test('the main job through the REST API, and kubectl tells the same', async ({ apiOf, kubectl }) => {
  test.setTimeout(240_000);
  const app = freshName('rest');
  const dana = await apiOf('dana');
  const otto = await apiOf('otto');
  const nora = await apiOf('nora');
  const object = { account: 'production', namespace: 'production', kind: 'deployment', name: app };
  const run = async (id: string) => dana.call(getExecutionApi, { params: { id } });
  const deployed = (namespace: string) =>
    kubectl(
      ...['--namespace', namespace, 'get', 'deployment', app, '--output'],
      'jsonpath={.spec.template.spec.containers[0].image} {.status.readyReplicas}',
    );

  await dana.call(createApplicationApi, { body: { name: app } });
  const release = await dana.call(createPipelineApi, {
    params: { application: app },
    body: {
      definition: {
        name: 'Release',
        spelEvaluator: 'v4',
        parameterConfig: [versionParameter],
        stages: [
          deployStage({ refId: '1', name: 'Deploy staging', account: 'staging', app, replicas: 2 }),
          {
            refId: '2',
            requisiteStageRefIds: ['1'],
            type: 'manualJudgment',
            name: 'Approve',
            selectedStageRoles: ['release-managers'],
            excludeAuthor: true,
          },
          deployStage({
            refId: '3',
            name: 'Deploy production',
            after: ['2'],
            account: 'production',
            app,
            replicas: 3,
          }),
        ],
      },
    },
  });
  const hotfix = await dana.call(createPipelineApi, {
    params: { application: app },
    body: {
      definition: {
        name: 'Hotfix',
        spelEvaluator: 'v4',
        parameterConfig: [versionParameter],
        stages: [deployStage({ refId: '1', name: 'Deploy', account: 'production', app, replicas: 3 })],
      },
    },
  });

  await test.step('a missing parameter is named', async () => {
    const start = dana.call(startPipelineApi, { params: { id: release.id }, body: {} });
    await expect(start).rejects.toMatchObject({ status: 400, errors: [{ field: 'parameters.version' }] });
  });

  const { executionId } = await dana.call(startPipelineApi, {
    params: { id: release.id },
    body: { parameters: { version: GOOD } },
  });
  const approval = async () =>
    (await otto.call(listApprovalsApi, {})).find((each) => each.executionId === executionId);

  await test.step('staging is deployed, then the run waits for a person', async () => {
    await expect.poll(approval, { timeout: 60_000 }).toMatchObject({ stage: 'Approve', obstacle: null });
    expect(await deployed('staging')).toBe(`ghcr.io/stefanprodan/podinfo:${GOOD} 2`);
  });

  await test.step('only another person of the team may approve', async () => {
    const stage = (await approval())?.stageId ?? '';
    const judge = { params: { id: executionId, stage }, body: { decision: 'continue' as const } };
    await expect(dana.call(judgeApi, judge)).rejects.toMatchObject({ status: 403 });
    await expect(nora.call(judgeApi, judge)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('release-managers'),
    });
    await otto.call(judgeApi, judge);
    await expect.poll(async () => (await run(executionId)).status, { timeout: 60_000 }).toBe('SUCCEEDED');
    expect(await deployed('production')).toBe(`ghcr.io/stefanprodan/podinfo:${GOOD} 3`);
  });

  await test.step('the clusters view names the pods that kubectl names', async () => {
    const names = async () => {
      const { clusters } = await dana.call(listClustersApi, { params: { application: app } });
      return clusters
        .filter(({ account }) => account === 'production')
        .flatMap(({ serverGroups }) => serverGroups.flatMap((group) => group.instances ?? []))
        .map(({ name }) => `pod/${name}`)
        .sort();
    };
    const real = await kubectl('-n', 'production', 'get', 'pods', '-l', `app=${app}`, '-o', 'name');
    await expect.poll(names).toEqual(real.split('\n').sort());
  });

  await test.step('a broken image fails the run with the words of the cluster', async () => {
    const broken = await dana.call(startPipelineApi, {
      params: { id: hotfix.id },
      body: { parameters: { version: BROKEN } },
    });
    await expect
      .poll(async () => (await run(broken.executionId)).status, { timeout: 60_000 })
      .toBe('TERMINAL');
    const { error } = await run(broken.executionId);
    expect(error).toMatch(/ImagePullBackOff|ErrImagePull|cannot be pulled/);
    expect(error).toContain(BROKEN);
    expect(await deployed('production')).toContain(BROKEN);
  });

  await test.step('a rollback says what returns, and the old version serves again', async () => {
    const rollouts = await dana.call(listRolloutsApi, { params: object });
    const previous = rollouts.find(({ isCurrent }) => !isCurrent);
    const revision = previous?.revision ?? 0;
    const preview = await dana.call(previewUndoApi, { params: object, query: { revision } });
    expect(preview.imagesReturning).toEqual([`ghcr.io/stefanprodan/podinfo:${GOOD}`]);
    const undo = await dana.call(startOperationApi, {
      params: { application: app },
      body: {
        type: 'undoRolloutManifest',
        account: 'production',
        description: `Roll back deployment ${app}`,
        reason: 'The image does not exist.',
        context: { location: 'production', manifestName: `deployment ${app}`, revision },
      },
    });
    await expect
      .poll(async () => (await run(undo.executionId)).status, { timeout: 60_000 })
      .toBe('SUCCEEDED');
    expect(await deployed('production')).toBe(`ghcr.io/stefanprodan/podinfo:${GOOD} 3`);
  });
});
