import { expect, type Locator, type Page } from '@playwright/test';

/** The pipeline editor, as a person with a mouse uses it; keys where the specs say so. */
export function editorOn(page: Page) {
  const canvas = page.getByRole('application', { name: 'Canvas' });
  const graph = canvas.locator('.react-flow');
  const palette = page.getByRole('navigation', { name: 'Stages to add' });
  const stage = (name: string) =>
    canvas.locator('.react-flow__node').filter({ has: page.getByText(name, { exact: true }) });
  const form = (name: string) => page.getByRole('region', { name: `Stage ${name}`, exact: true });
  return {
    canvas,
    graph,
    palette,
    /** A stage in the picture. */
    stage,
    /** The form of the selected stage. */
    form,
    arrows: canvas.locator('.react-flow__edge'),
    /** Adds a kind behind the selected stage, or as the first one. */
    async addByClick(kind: string): Promise<void> {
      await palette.getByRole('button', { name: kind, exact: true }).click();
      await expect(form(kind)).toBeVisible();
    },
    /** Drops a kind on an empty part of the canvas: it stands alone. */
    async addByDrag(kind: string): Promise<void> {
      await palette
        .getByRole('button', { name: kind, exact: true })
        .dragTo(canvas, { targetPosition: { x: 160, y: 620 } });
      await expect(stage(kind)).toBeVisible();
    },
    /** Draws an arrow from the right side of a stage to the left side of another. */
    async connect(from: string, to: string): Promise<void> {
      await drag(
        page,
        stage(from).locator('.react-flow__handle.source'),
        stage(to).locator('.react-flow__handle.target'),
      );
    },
    async rename(from: string, to: string): Promise<void> {
      await form(from).getByLabel('Name of the stage').fill(to);
      await expect(form(to)).toBeVisible();
    },
    /** Opens a part of the pipeline that belongs to no stage. */
    async openPart(part: 'Triggers' | 'Parameters' | 'Settings'): Promise<Locator> {
      await page.getByRole('button', { name: part }).click();
      return page.getByRole('region', { name: part, exact: true });
    },
    /** Adds a required parameter. */
    async addParameter(name: string, label: string): Promise<void> {
      const part = await this.openPart('Parameters');
      await part.getByRole('button', { name: 'Add a parameter' }).click();
      await part.getByLabel(/^Name/).fill(name);
      await part.getByLabel('Shown as').fill(label);
      await part.getByRole('switch', { name: 'Required' }).check();
      await part.getByRole('button', { name: 'Close' }).click();
    },
    /** Replaces the text of a code editor. */
    async writeCode(editor: Locator, text: string): Promise<void> {
      await editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    },
    /** Saves with the button and says why. */
    async save(message: string): Promise<void> {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Save the pipeline' });
      await dialog.getByLabel('What changed, and why').fill(message);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText(/changes? not saved/)).toBeHidden();
    },
  };
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await centerOf(from);
  const end = await centerOf(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}

async function centerOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
