import { expect, type Page } from '@playwright/test';

/** Signs in through the form. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Creates an application on the list's page; afterwards one is in it. */
export async function createApplication(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Applications' }).click();
  await page.getByRole('button', { name: 'Create application' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Create application' });
  await dialog.getByLabel('Name', { exact: false }).first().fill(name);
  await dialog.getByLabel('Description').fill('Made by the end-to-end tests.');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Opens the page of a new pipeline and gives it its name; afterwards its editor is open. */
export async function createPipeline(page: Page, application: string, name: string): Promise<void> {
  await page.goto(`/applications/${application}/pipelines`);
  await page.getByRole('link', { name: 'New pipeline' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create and draw' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Starts a pipeline with a version; afterwards the run's page is open. */
export async function startPipeline(
  page: Page,
  application: string,
  pipeline: string,
  version: string,
): Promise<void> {
  await page.goto(`/applications/${application}/pipelines`);
  await page.getByRole('button', { name: `Start ${pipeline}` }).click();
  const dialog = page.getByRole('dialog', { name: `Start ${pipeline}` });
  await dialog.getByLabel('Version').fill(version);
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/executions\//);
}
