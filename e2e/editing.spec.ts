import { createApplicationApi } from '#lib/applications/api.ts';
import { createPipelineApi, getPipelineApi, savePipelineApi } from '#lib/pipelines/api.ts';
import type { Api } from './fixtures/api.ts';
import { deployStage, freshName, versionParameter } from './fixtures/content.ts';
import { expect, test } from './fixtures/test.ts';
import { editorOn } from './pages/editor.ts';

test('two people who save the same pipeline settle it part by part', async ({ apiOf, pageOf }) => {
  const { path, id, api } = await pipelineOf(await apiOf('dana'));
  const [dana, nora] = [await pageOf('dana'), await pageOf('nora')];
  await dana.goto(path);
  await nora.goto(path);

  const noras = editorOn(nora);
  await noras.stage('Wait a little').click();
  await noras.rename('Wait a little', 'Breathe');
  await noras.save('A better word');

  const danas = editorOn(dana);
  await danas.stage('Wait a little').click();
  await danas.rename('Wait a little', 'Settle down');
  await dana.keyboard.press('Control+s');
  await dana.keyboard.press('Enter');
  const dialog = dana.getByRole('dialog', { name: /saved revision 2 meanwhile/ });
  await expect(dialog).toContainText('changed by both of you');
  const both = dialog.getByRole('button', { name: 'Save both together' });
  await expect(dialog.getByRole('button', { name: '1 still to choose' })).toBeDisabled();
  await dialog.getByText('Mine', { exact: true }).first().click();
  await both.click();
  await expect(dialog).toBeHidden();
  await expect(dana.getByRole('button', { name: 'Revision 3' })).toBeVisible();

  const { definition } = await api.call(getPipelineApi, { params: { id } });
  expect(JSON.stringify(definition)).toContain('Settle down');
});

test('a fault in the YAML of a manifest is named with its line, and the last good version is kept', async ({
  apiOf,
  pageOf,
}) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await editor.stage('Deploy staging').click();
  const form = editor.form('Deploy staging');
  await editor.writeCode(
    form.getByRole('textbox', { name: 'Manifests' }),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web\n',
  );
  await expect(form.getByRole('alert')).toContainText(/Line [34]:/);
  await expect(form.getByRole('alert')).toContainText('The last good version is kept.');
});

test('changes that are not saved are not lost by a click', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await editor.stage('Wait a little').click();
  await editor.rename('Wait a little', 'Hold on');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(dialog).toBeHidden();
  await expect(editor.form('Hold on')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await dialog.getByRole('button', { name: 'Leave and lose them' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('Back asks too, and goes there when one agrees', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path.replace(/\/[^/]+$/, ''));
  await page.getByRole('link', { name: 'Edit Release' }).click();
  const editor = editorOn(page);
  await editor.stage('Wait a little').click();
  await editor.rename('Wait a little', 'Hold on');
  await page.evaluate(() => window.history.back());
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Leave and lose them' }).click();
  await expect(page.getByRole('link', { name: 'Edit Release' })).toBeVisible();
});

test('each sees who else has the pipeline open, and at which stage', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const [dana, nora] = [await pageOf('dana'), await pageOf('nora')];
  await dana.goto(path);
  await nora.goto(path);
  await editorOn(nora).stage('Deploy staging').click();
  await expect(
    dana.getByRole('img', { name: /has this pipeline open too, at Deploy staging/ }),
  ).toBeVisible();
  await expect(nora.getByRole('img', { name: /has this pipeline open too/ })).toBeVisible();
  await nora.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  await expect(dana.getByRole('img', { name: /has this pipeline open too/ })).toBeHidden();
});

test('no letter is lost between a field whose value is wrong and the next', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await editor.stage('Deploy staging').click();
  const form = editor.form('Deploy staging');
  const account = form.getByLabel(/^Account/).first();
  await account.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('stagin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('shop');
  await expect(account).toHaveValue('stagin');
  await expect(form.getByLabel('Namespace').first()).toHaveValue('shop');
});

test('an arrow is removed with the mouse', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await expect(editor.arrows).toHaveCount(1);
  await editor.canvas.getByRole('button', { name: 'Add a stage between these two' }).hover();
  await editor.canvas.getByRole('button', { name: 'Remove this arrow' }).click();
  await expect(editor.arrows).toHaveCount(0);
});

test('Escape closes a list of choices first, then leaves the form for the picture', async ({
  apiOf,
  pageOf,
}) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await editor.stage('Deploy staging').click();
  const account = editor.form('Deploy staging').getByLabel('Account');
  await account.click();
  const choice = page.getByRole('option', { name: 'production' });
  await expect(choice).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choice).toBeHidden();
  await expect(account).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor.graph).toBeFocused();
});

test('an expression is tried with the values of the document', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  await page.getByRole('button', { name: 'Try an expression' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try an expression' });
  await dialog.getByLabel('Text with expressions').fill('${ 6 * 7 }');
  await expect(dialog.getByRole('region', { name: 'Result' })).toContainText('42');
  await dialog.getByLabel('Text with expressions').fill('${ 6 * }');
  await expect(dialog.getByRole('alert')).toBeVisible();
});

test('a dry run rehearses what is on the screen, saved or not', async ({ apiOf, pageOf }) => {
  const { path } = await pipelineOf(await apiOf('dana'));
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await editor.stage('Wait a little').click();
  await editor.rename('Wait a little', 'Hold on');
  await page.getByRole('button', { name: 'Dry run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Dry run of Release' });
  const version = dialog.getByRole('textbox').first();
  if ((await version.inputValue()) === '') await version.fill('6.9.2');
  const opened = page.context().waitForEvent('page');
  await dialog.getByRole('button', { name: 'Start dry run' }).click();
  const run = await opened;
  const plan = run.getByRole('region', { name: 'Plan' });
  await expect(plan.getByRole('button', { name: 'Hold on' })).toBeVisible();
  await expect(plan).toContainText('What would change');
  await expect(editor.form('Hold on')).toBeVisible();
});

test('an earlier revision can be brought back', async ({ apiOf, pageOf }) => {
  const { path, id, api, definition } = await pipelineOf(await apiOf('dana'));
  await api.call(savePipelineApi, {
    params: { id },
    body: { definition: { ...definition, stages: [] }, message: 'Emptied' },
    ifMatch: 1,
  });
  const page = await pageOf('dana');
  await page.goto(path);
  const editor = editorOn(page);
  await expect(page.getByText('No stages yet')).toBeVisible();
  await page.getByRole('button', { name: 'Revision 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revisions' });
  await expect(dialog).toContainText('Emptied');
  await dialog.getByRole('button', { name: /^Revision 1/ }).click();
  await dialog.getByRole('button', { name: 'Restore revision 1' }).click();
  await expect(editor.stage('Wait a little')).toBeVisible();
  await editor.save('Back to the first');
  await expect(page.getByRole('button', { name: 'Revision 3' })).toBeVisible();
});

async function pipelineOf(api: Api) {
  const application = freshName('edit');
  await api.call(createApplicationApi, { body: { name: application } });
  const definition = {
    name: 'Release',
    spelEvaluator: 'v4',
    parameterConfig: [versionParameter],
    stages: [
      { refId: '1', requisiteStageRefIds: [], type: 'wait', name: 'Wait a little', waitTime: 5 },
      deployStage({
        refId: '2',
        name: 'Deploy staging',
        after: ['1'],
        account: 'staging',
        app: application,
        replicas: 1,
      }),
    ],
  };
  const { id } = await api.call(createPipelineApi, { params: { application }, body: { definition } });
  return { api, id, definition, path: `/applications/${application}/pipelines/${id}` };
}
