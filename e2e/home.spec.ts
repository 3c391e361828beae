import { createApplicationApi } from '#lib/applications/api.ts';
import { startPipelineApi } from '#lib/executions/api.ts';
import { createPipelineApi } from '#lib/pipelines/api.ts';
import { freshName } from './fixtures/content.ts';
import { expect, test } from './fixtures/test.ts';

test('runs come to the home page and leave it without a reload', async ({ apiOf, pageOf }) => {
  const api = await apiOf('dana');
  const application = freshName('home');
  await api.call(createApplicationApi, { body: { name: application } });
  const { id } = await api.call(createPipelineApi, {
    params: { application },
    body: {
      definition: {
        name: 'Quick',
        stages: [
          { refId: '1', type: 'wait', name: 'Wait', waitTime: 4 },
          {
            refId: '2',
            requisiteStageRefIds: ['1'],
            type: 'checkPreconditions',
            name: 'Fail',
            preconditions: [
              { type: 'expression', failPipeline: true, context: { expression: '${ 1 == 2 }' } },
            ],
          },
        ],
      },
    },
  });
  const page = await pageOf('dana');
  await page.goto('/');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const rowIn = (panel: string) =>
    page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: panel }) })
      .getByRole('link', { name: application });
  await expect(page.getByRole('heading', { name: 'Running now' })).toBeVisible();
  await api.call(startPipelineApi, { params: { id }, body: {} });
  await expect(rowIn('Running now')).toBeVisible();
  await expect(rowIn('Needs a look')).toBeVisible();
  await expect(rowIn('Running now')).toBeHidden();
});
