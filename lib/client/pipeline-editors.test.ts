import { expect, test } from 'vitest';
import { editorStaysMs, editorsAfter, type HeardEditor } from './pipeline-editors.ts';

const editor = (tab: string, at: number, more: Partial<HeardEditor> = {}): HeardEditor => ({
  tab,
  userId: tab,
  name: tab,
  stage: null,
  at,
  heardAt: at,
  isGone: false,
  ...more,
});

test('who announces again moves to another stage and is listed once', () => {
  const editors = editorsAfter([editor('ana', 1)], editor('ana', 2, { stage: '5' }));
  expect(editors).toEqual([editor('ana', 2, { stage: '5' })]);
});

test('who closes the editor is gone at once', () => {
  expect(editorsAfter([editor('ana', 1), editor('ben', 1)], editor('ana', 2, { isGone: true }))).toEqual([
    editor('ben', 1),
  ]);
});

test('who has not been heard of for a while is dropped', () => {
  const late = editor('ben', 1 + editorStaysMs);
  expect(editorsAfter([editor('ana', 1)], late)).toEqual([late]);
});

test('an announcement told again after a break changes nothing', () => {
  const editors = [editor('ana', 5, { stage: '2' })];
  expect(editorsAfter(editors, editor('ana', 4, { stage: '1', heardAt: 9 }))).toBe(editors);
});
