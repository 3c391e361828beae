import { freshName, webYaml } from './fixtures/content.ts';
import { people } from './fixtures/people.ts';
import { expect, test } from './fixtures/test.ts';
import { createApplication, createPipeline, signIn, startPipeline } from './pages/console.ts';
import { editorOn } from './pages/editor.ts';

const GOOD = '6.9.1';
const BROKEN = '6.9.9-does-not-exist';

// The main job, end to end, as issue 3 tells it: one story, so one test with named steps.
test('from an empty application to a rolled-back deployment', async ({ page, pageOf, kubectl }) => {
  test.setTimeout(300_000);
  const app = freshName('shop');
  const { dana } = people;

  await test.step('sign in', async () => {
    await signIn(page, dana.username, dana.password);
    await expect(page.getByRole('button', { name: `Account of ${dana.name}` })).toBeVisible();
  });

  await test.step('create an application', () => createApplication(page, app));

  await test.step('draw a pipeline with the mouse', async () => {
    await createPipeline(page, app, 'Release');
    const editor = editorOn(page);
    await editor.addParameter('version', 'Version');

    await editor.addByClick('Deploy');
    await editor.rename('Deploy', 'Deploy staging');
    const staging = editor.form('Deploy staging');
    await staging.getByLabel('Account').fill('staging');
    await staging.getByLabel('Namespace').fill('staging');
    await editor.writeCode(staging.getByRole('textbox', { name: 'Manifests' }), webYaml(app, 2));

    await editor.addByClick('Manual judgment');
    await editor.rename('Manual judgment', 'Approve');
    const approve = editor.form('Approve');
    await approve.getByLabel('Instructions').fill('Shall it go to production?');
    await approve.getByLabel('Who may judge').fill('release-managers');
    await approve.getByLabel('Who may judge').press('Enter');
    await approve.getByRole('switch', { name: 'The author may not approve' }).check();

    await editor.addByDrag('Deploy');
    await editor.rename('Deploy', 'Deploy production');
    const production = editor.form('Deploy production');
    await production.getByLabel('Account').fill('production');
    await production.getByLabel('Namespace').fill('production');
    await editor.writeCode(production.getByRole('textbox', { name: 'Manifests' }), webYaml(app, 3));
    await editor.connect('Approve', 'Deploy production');
    await expect(editor.arrows).toHaveCount(2);
    await editor.save('First version');
  });

  await test.step('draw another pipeline with the keyboard alone', async () => {
    await createPipeline(page, app, 'Hotfix');
    const editor = editorOn(page);
    const { keyboard } = page;
    await editor.addParameter('version', 'Version');
    await editor.graph.focus();

    await keyboard.press('a');
    await keyboard.type('deploy');
    await keyboard.press('Enter');
    await expect(editor.stage('Deploy')).toBeVisible();
    // Before it, so that the picture has to be walked.
    await keyboard.press('b');
    await keyboard.type('wait');
    await expect(page.getByRole('option', { selected: true })).toContainText('Wait');
    await keyboard.press('Enter');
    await expect(editor.form('Wait')).toBeVisible();
    await keyboard.press('Enter');
    await expect(editor.form('Wait').getByRole('textbox', { name: 'Wait' }).last()).toBeVisible();
    await keyboard.press('Escape');
    await keyboard.press('ArrowRight');
    await expect(editor.form('Deploy')).toBeVisible();
    await keyboard.press('Enter');
    await expect(editor.form('Deploy').getByLabel('Account')).toBeFocused();
    await keyboard.type('production');
    await expect(editor.form('Deploy').getByLabel('Account')).toHaveValue('production');
    await keyboard.press('Tab');
    await expect(editor.form('Deploy').getByLabel('Namespace')).toBeFocused();
    await keyboard.type('production');
    await expect(editor.form('Deploy').getByLabel('Namespace')).toHaveValue('production');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await expect(editor.form('Deploy').getByRole('textbox', { name: 'Manifests' })).toBeFocused();
    await keyboard.insertText(webYaml(app, 3));
    await keyboard.press('Escape');
    await keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save the pipeline' });
    await expect(dialog.getByLabel('What changed, and why')).toBeFocused();
    await keyboard.type('Drawn with the keyboard');
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  });

  const clusters = await pageOf('dana');
  await test.step('start it with a parameter; the pods arrive without a reload', async () => {
    await clusters.goto(`/applications/${app}/clusters`);
    await expect(clusters.getByText('Nothing of this application runs yet')).toBeVisible();
    await startPipeline(page, app, 'Release', GOOD);
    await expect(clusters.getByRole('button', { name: `${app} v001 in staging` })).toContainText(GOOD);
    await expect(clusters.getByText('2 of 2 ready')).toBeVisible();
  });
  const runUrl = page.url();

  await test.step('the author may not approve, nor somebody of another team; both see why', async () => {
    await expect(page.getByRole('button', { name: 'Approve', exact: true })).toBeDisabled();
    const nora = await pageOf('nora');
    await nora.goto(runUrl);
    await expect(nora.getByRole('button', { name: 'Approve', exact: true })).toBeDisabled();
    await expect(nora.getByText('Only release-managers may decide.')).toBeVisible();
  });

  await test.step('another person approves, and production is deployed', async () => {
    const otto = await pageOf('otto');
    await otto.goto('/approvals');
    const panel = otto.locator('section').filter({ hasText: 'Release: Approve' }).filter({ hasText: app });
    await panel.getByRole('link', { name: 'Review and decide' }).click();
    await otto.getByLabel('Comment').fill('Looks good on staging.');
    await otto.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(otto.getByRole('list', { name: 'Votes' })).toContainText('otto');
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Succeeded', {
      timeout: 60_000,
    });
    await expect(clusters.getByRole('button', { name: `${app} v001 in production` })).toContainText(GOOD);
    await expect(clusters.getByText('3 of 3 ready')).toBeVisible();
  });

  await test.step('a broken image says on the page of the run why it failed', async () => {
    await startPipeline(page, app, 'Hotfix', BROKEN);
    const reason = page.getByRole('complementary').getByRole('alert');
    await expect(reason).toContainText(/ImagePullBackOff|ErrImagePull|cannot be pulled/, { timeout: 60_000 });
    await expect(reason).toContainText(BROKEN);
  });

  await test.step('roll back in one click; production asks for the name', async () => {
    await clusters.getByRole('button', { name: `${app} v002 in production` }).click();
    await clusters.getByRole('button', { name: 'Roll back to v001' }).click();
    const dialog = clusters.getByRole('dialog');
    await expect(dialog).toContainText(GOOD);
    const confirm = dialog.getByRole('button', { name: 'Roll back' });
    await expect(confirm).toBeDisabled();
    await dialog.getByLabel('This is production').fill(app);
    await confirm.click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the old version serves again', async () => {
    await expect(clusters.getByRole('status').filter({ hasText: 'Roll back' })).toContainText('Succeeded', {
      timeout: 60_000,
    });
    await expect(clusters.getByText('3 of 3 ready')).toBeVisible();
    const image = await kubectl(
      ...['--namespace', 'production', 'get', 'deployment', app],
      ...['--output', 'jsonpath={.spec.template.spec.containers[0].image} {.status.readyReplicas}'],
    );
    expect(image).toBe(`ghcr.io/stefanprodan/podinfo:${GOOD} 3`);
  });
});
