import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changesBetween } from './changes.ts';
import { isObject, type PipelineDocument } from './document.ts';
import { countChanges, editorReducer, openDocument } from './editor-state.ts';
import { readStages } from './stage-graph.ts';
import { formatText, parseObject } from './yaml-text.ts';

const FOLDER = join(process.env.FOREDECK_VECTORS ?? '../shared/vectors', 'pipelines');
// A corpus that the folder lacks is left out.
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

function load(file: string): PipelineDocument {
  const stored: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  if (isObject(stored) && isObject(stored.pipeline)) return stored.pipeline;
  throw new Error(`${file} holds no pipeline`);
}

describe.runIf(files.length > 0)('documents that people have stored', () => {
  describe.each(files)('%s', (file) => {
    const document = load(file);

    test('opens with every stage and no change', () => {
      const state = openDocument(document, 1);
      expect(state.document).toBe(document);
      expect(countChanges(state)).toBe(0);
      const keys = readStages(document).map((entry) => entry.key);
      expect(new Set(keys).size).toBe(Array.isArray(document.stages) ? document.stages.length : 0);
    });

    test.each(['yaml', 'json'] as const)('comes back from the %s view as it went in', (language) => {
      const parsed = parseObject(formatText(document, language), language);
      expect(parsed.ok && parsed.value).toEqual(document);
    });

    test('one edited field changes nothing else, down to the order of keys', () => {
      const [first] = readStages(document);
      if (!first) return;
      const state = editorReducer(openDocument(document, 1), {
        type: 'edit-stage',
        key: first.key,
        path: ['comments'],
        value: 'seen',
        at: 0,
      });
      expect(changesBetween(document, state.document)).toHaveLength(1);
      const back = editorReducer(state, {
        type: 'edit-stage',
        key: first.key,
        path: ['comments'],
        value: first.stage.comments,
        at: 1,
      });
      expect(JSON.stringify(back.document)).toBe(JSON.stringify(document));
    });
  });
});
