import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { createApplicationApi } from '#lib/applications/api.ts';
import { getExecutionApi, startPipelineApi } from '#lib/executions/api.ts';
import { createPipelineApi } from '#lib/pipelines/api.ts';
import type { Api } from './fixtures/api.ts';
import { deployStage, freshName, versionParameter } from './fixtures/content.ts';
import { expect, test } from './fixtures/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no page has a serious fault of accessibility, ${colorScheme}`, async ({
    apiOf,
    browser,
    pageOf,
    product,
  }) => {
    test.setTimeout(240_000);
    const { app, pipeline, run } = await somethingToSee(await apiOf('admin'));
    const outside = await browser.newContext({ baseURL: product.url, colorScheme });
    const signIn = await outside.newPage();
    await signIn.goto('/sign-in');
    const faults = await faultsOn(signIn, 'sign-in');
    await outside.close();

    const page = await pageOf('admin', { colorScheme });
    const places = {
      home: '/',
      applications: '/applications',
      approvals: '/approvals',
      clusters: `/applications/${app}/clusters`,
      pipelines: `/applications/${app}/pipelines`,
      'new pipeline': `/applications/${app}/pipelines/new`,
      editor: `/applications/${app}/pipelines/${pipeline}?stage=1`,
      run: `/applications/${app}/executions/${run}`,
      tasks: `/applications/${app}/tasks`,
      config: `/applications/${app}/config`,
      accounts: '/accounts',
      'users and teams': '/people',
      audit: '/audit',
      settings: '/settings',
      'not found': '/nothing-here',
    };
    for (const [name, path] of Object.entries(places)) {
      await test.step(name, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        faults.push(...(await faultsOn(page, name)));
      });
    }
    await test.step('details of a cluster', async () => {
      await page.goto(places.clusters);
      await page.getByRole('button', { name: `${app} v001 in staging` }).click();
      await expect(page.getByRole('complementary').getByRole('tab', { name: 'Pods' })).toBeVisible();
      faults.push(...(await faultsOn(page, 'details of a cluster')));
    });
    expect(faults).toEqual([]);
  });
}

/** An application with a pipeline, a finished run and two pods. */
async function somethingToSee(api: Api) {
  const app = freshName('axe');
  await api.call(createApplicationApi, { body: { name: app } });
  const { id: pipeline } = await api.call(createPipelineApi, {
    params: { application: app },
    body: {
      definition: {
        name: 'Release',
        spelEvaluator: 'v4',
        parameterConfig: [versionParameter],
        stages: [
          deployStage({ refId: '1', name: 'Deploy', account: 'staging', app, replicas: 2 }),
          { refId: '2', requisiteStageRefIds: ['1'], type: 'manualJudgment', name: 'Approve' },
        ],
      },
    },
  });
  const { executionId: run } = await api.call(startPipelineApi, {
    params: { id: pipeline },
    body: { parameters: { version: '6.9.1' } },
  });
  const isAsking = async () => (await api.call(getExecutionApi, { params: { id: run } })).isAwaitingApproval;
  await expect.poll(isAsking, { timeout: 60_000 }).toBe(true);
  return { app, pipeline, run };
}

async function faultsOn(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${place}: ${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
}
