import { createApplicationApi, getApplicationApi, listApplicationsApi } from '#lib/applications/api.ts';
import { getExecutionApi, startPipelineApi } from '#lib/executions/api.ts';
import { listClustersApi } from '#lib/infrastructure/api.ts';
import { createPipelineApi, getPipelineApi, listPipelinesApi } from '#lib/pipelines/api.ts';
import { freshName } from './fixtures/content.ts';
import { openEvents } from './fixtures/event-stream.ts';
import { people } from './fixtures/people.ts';
import { signInByHttp } from './fixtures/sign-in.ts';
import { expect, test } from './fixtures/test.ts';
import { signIn } from './pages/console.ts';

const waiting = { stages: [{ refId: '1', type: 'wait', name: 'Wait', waitTime: 1 }] };

test('whoever may not read an application does not learn that it exists', async ({
  apiOf,
  pageOf,
  product,
}) => {
  const secret = freshName('secret');
  const absent = freshName('absent');
  const open = freshName('open');
  const [admin, sven] = [await apiOf('admin'), await apiOf('sven')];
  const cookieOf = (name: 'sven' | 'otto') => signInByHttp(product.url, name, people[name].password);
  const [svens, ottos] = [
    await openEvents(product.url, await cookieOf('sven')),
    await openEvents(product.url, await cookieOf('otto')),
  ];
  const only = ['release-managers'];
  await admin.call(createApplicationApi, {
    body: { name: secret, permissions: { READ: only, WRITE: only, EXECUTE: only } },
  });
  const pipeline = await admin.call(createPipelineApi, {
    params: { application: secret },
    body: { definition: { name: 'Hidden', ...waiting } },
  });
  const run = await admin.call(startPipelineApi, { params: { id: pipeline.id }, body: {} });

  await test.step('the API answers as if it did not exist', async () => {
    const names = (await sven.call(listApplicationsApi, {})).map(({ name }) => name);
    expect(names).not.toContain(secret);
    const answers = async (application: string, id: string, executionId: string) => [
      await refusal(sven.call(getApplicationApi, { params: { application } }), application),
      await refusal(sven.call(listPipelinesApi, { params: { application } }), application),
      await refusal(sven.call(listClustersApi, { params: { application } }), application),
      await refusal(sven.call(getPipelineApi, { params: { id } }), id),
      await refusal(sven.call(getExecutionApi, { params: { id: executionId } }), executionId),
    ];
    const hidden = await answers(secret, pipeline.id, run.executionId);
    expect(hidden).toEqual(await answers(absent, 'nobody', 'nothing'));
    expect(hidden.every(({ status }) => status === 404)).toBe(true);
  });

  await test.step('the pages answer as if it did not exist', async () => {
    const page = await pageOf('sven');
    const answerOf = async (path: string) => {
      const answer = await page.goto(path);
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
      const words = (await page.getByRole('main').textContent()) ?? '';
      return { status: answer?.status(), words, title: await page.title() };
    };
    const hidden = await answerOf(`/applications/${secret}/clusters`);
    expect(hidden.status).toBe(404);
    expect(hidden).toEqual(await answerOf(`/applications/${absent}/clusters`));
    await page.goto('/applications');
    await expect(page.getByRole('table', { name: 'Applications' })).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
  });

  await test.step('no live event tells of it', async () => {
    await admin.call(createApplicationApi, { body: { name: open } });
    await expect.poll(() => ottos.text()).toContain(open);
    await expect.poll(() => svens.text()).toContain(open);
    expect(ottos.text()).toContain(secret);
    expect(svens.text()).not.toContain(secret);
    expect(svens.text()).not.toContain(run.executionId);
  });
  svens.close();
  ottos.close();
});

test('a run or a pipeline that is not there answers 404 and leads back to its application', async ({
  apiOf,
  pageOf,
}) => {
  const admin = await apiOf('admin');
  const [here, elsewhere] = [freshName('here'), freshName('elsewhere')];
  for (const name of [here, elsewhere]) await admin.call(createApplicationApi, { body: { name } });
  const { id } = await admin.call(createPipelineApi, {
    params: { application: elsewhere },
    body: { definition: { name: 'Of another', ...waiting } },
  });
  const page = await pageOf('admin');
  for (const [path, title] of [
    ['executions/nothing', 'There is no such run'],
    ['pipelines/nothing', 'There is no such pipeline'],
    [`pipelines/${id}`, 'There is no such pipeline'],
  ]) {
    const answer = await page.goto(`/applications/${here}/${path}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }
  await page.getByRole('link', { name: `See the pipelines and runs of ${here}` }).click();
  await expect(page).toHaveURL(new RegExp(`/applications/${here}/pipelines$`));
});

test('signing out ends the session and its live stream', async ({ page, context, product }) => {
  const { sven } = people;
  await signIn(page, sven.username, sven.password);
  const menu = page.getByRole('button', { name: `Account of ${sven.name}` });
  await expect(menu).toBeVisible();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const events = await openEvents(product.url, cookie);
  const other = await context.newPage();
  await other.goto('/applications');
  await expect(other.getByText('Live', { exact: true })).toBeVisible();
  const me = () => fetch(`${product.url}/api/v1/me`, { headers: { cookie } });
  expect((await me()).status).toBe(200);
  await menu.click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Foredeck' })).toBeVisible();
  expect((await me()).status).toBe(401);
  await expect.poll(() => events.hasEnded()).toBe(true);
  await page.goto('/applications');
  await expect(page).toHaveURL(/\/sign-in\?from=%2Fapplications/);
  // What another tab showed may no longer be seen there either.
  await expect(other).toHaveURL(/\/sign-in\?from=%2Fapplications/);
});

test('a wrong password is answered like an unknown user', async ({ page, product }) => {
  const words = async (username: string) => {
    await signIn(page, username, 'not the right password');
    const alert = page.getByRole('alert').filter({ hasText: 'This did not work' });
    await expect(alert).toBeVisible();
    return alert.textContent();
  };
  expect(await words('sven')).toBe(await words('nobody-of-that-name'));

  const timed = async (username: string) => {
    const began = performance.now();
    await expect(signInByHttp(product.url, username, 'not the right password')).rejects.toThrow('401');
    return performance.now() - began;
  };
  // By turns, and the quickest of each: what else the machine does then weighs on neither side.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 6; turn++) {
    known = Math.min(known, await timed('otto'));
    unknown = Math.min(unknown, await timed(`nobody-${turn}`));
  }
  // A password is hashed for either; without that, an unknown name is answered several times as fast.
  expect(unknown).toBeGreaterThan(known / 3);
});

async function refusal(call: Promise<unknown>, name: string): Promise<{ status: number; message: string }> {
  const error: unknown = await call.then(
    () => new Error('It was answered.'),
    (reason: unknown) => reason,
  );
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 200;
  return { status, message: String(error).replaceAll(name, 'NAME') };
}
