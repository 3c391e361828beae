import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyStages, parseStages } from './clipboard.ts';
import type { PipelineDocument } from './document.ts';
import { countChanges, type EditorAction, editorReducer, openDocument } from './editor-state.ts';
import type { EditorState } from './history.ts';
import { chainBetween, readStages } from './stage-graph.ts';

const DIAMOND: PipelineDocument = {
  name: 'Ship',
  application: 'shop',
  appConfig: { kept: true },
  stages: [
    { type: 'bakeManifest', name: 'Bake', refId: '1', requisiteStageRefIds: [] },
    {
      type: 'deployManifest',
      name: 'Deploy',
      refId: '2',
      requisiteStageRefIds: ['1'],
      odd: [1, { deep: null }],
    },
    { type: 'runJob', name: 'Test', refId: '5', requisiteStageRefIds: ['2'] },
    { type: 'manualJudgment', name: 'Approve', refId: '4', requisiteStageRefIds: ['2', '5'] },
  ],
};

function run(document: PipelineDocument, ...actions: EditorAction[]): EditorState {
  return actions.reduce(editorReducer, openDocument(document, 1));
}

function arrows(document: PipelineDocument): Record<string, string[]> {
  const stages = readStages(document);
  const name = (key: string) => stages.find((entry) => entry.key === key)?.name ?? key;
  return Object.fromEntries(stages.map((entry) => [entry.name, entry.requires.map(name)]));
}

describe('adding', () => {
  test('a stage added after the selection waits for it and gets the highest refId plus one', () => {
    const state = run(DIAMOND, {
      type: 'add-stage',
      stage: { type: 'wait', name: 'Wait' },
      placement: { at: 'after', keys: ['2'] },
    });
    expect(state.selection).toEqual(['6']);
    expect(arrows(state.document)).toMatchObject({ Wait: ['Deploy'], Test: ['Deploy'] });
    expect(state.notice).toMatchObject({ text: 'Added Wait.', refused: false });
  });

  test('a stage put on an arrow comes between its two ends and leaves other arrows alone', () => {
    const state = run(DIAMOND, {
      type: 'add-stage',
      stage: { type: 'wait', name: 'Wait' },
      placement: { at: 'edge', edge: { from: '2', to: '4' } },
    });
    expect(arrows(state.document)).toMatchObject({
      Wait: ['Deploy'],
      Approve: ['Test', 'Wait'],
      Test: ['Deploy'],
    });
  });

  test('a stage put before another takes over what that one waited for', () => {
    const state = run(DIAMOND, {
      type: 'add-stage',
      stage: { type: 'wait', name: 'Wait' },
      placement: { at: 'before', key: '4' },
    });
    expect(arrows(state.document)).toMatchObject({ Wait: ['Deploy', 'Test'], Approve: ['Wait'] });
  });

  test('the first stage of an empty pipeline gets refId 1', () => {
    const state = run(
      { name: 'New', application: 'shop' },
      { type: 'add-stage', stage: { type: 'wait', name: 'Wait' }, placement: { at: 'start' } },
    );
    expect(state.document.stages).toEqual([
      { type: 'wait', name: 'Wait', refId: '1', requisiteStageRefIds: [] },
    ]);
  });

  test('a name already taken gets a number', () => {
    const state = run(DIAMOND, {
      type: 'add-stage',
      stage: { type: 'runJob', name: 'Test' },
      placement: { at: 'start' },
    });
    expect(readStages(state.document).at(-1)?.name).toBe('Test 2');
  });

  test('stages without any refId keep their order when the shape changes', () => {
    const linear = {
      stages: [
        { type: 'wait', name: 'A' },
        { type: 'wait', name: 'B' },
        { type: 'wait', name: 'C' },
      ],
    };
    expect(arrows(linear)).toEqual({ A: [], B: ['A'], C: ['B'] });
    const state = run(linear, {
      type: 'add-stage',
      stage: { type: 'wait', name: 'D' },
      placement: { at: 'after', keys: ['2'] },
    });
    expect(arrows(state.document)).toEqual({ A: [], B: ['A'], C: ['B'], D: ['C'] });
  });
});

describe('arrows', () => {
  test('an arrow that closes a circle is refused with the circle spelled out', () => {
    const state = run(DIAMOND, { type: 'connect', edge: { from: '4', to: '1' } });
    expect(state.document).toBe(DIAMOND);
    expect(state.notice?.refused).toBe(true);
    expect(state.notice?.text).toBe(
      'Bake cannot run after Approve: that would make a circle (Bake → Deploy → Approve → Bake).',
    );
  });

  test.each([
    ['1', '1', 'Bake cannot wait for itself.'],
    ['1', '2', 'Deploy already runs after Bake.'],
    ['1', 'gone', 'That stage is no longer in the pipeline.'],
  ])('from %s to %s is refused', (from, to, text) => {
    expect(run(DIAMOND, { type: 'connect', edge: { from, to } }).notice?.text).toBe(text);
  });

  test('disconnecting removes one arrow only', () => {
    const state = run(DIAMOND, { type: 'disconnect', edge: { from: '2', to: '4' } });
    expect(arrows(state.document).Approve).toEqual(['Test']);
  });

  test('the list of stages to wait for refuses a circle and changes nothing', () => {
    const state = run(DIAMOND, { type: 'set-requires', key: '1', requires: ['4'] });
    expect(state.document).toBe(DIAMOND);
    expect(state.notice?.refused).toBe(true);
  });
});

describe('removing', () => {
  test('with reconnecting, followers wait for what the removed ones waited for', () => {
    const state = run(DIAMOND, { type: 'remove-stages', keys: ['2', '5'], reconnect: true });
    expect(arrows(state.document)).toEqual({ Bake: [], Approve: ['Bake'] });
  });

  test('without reconnecting, followers lose the arrow', () => {
    const state = run(DIAMOND, { type: 'remove-stages', keys: ['5'], reconnect: false });
    expect(arrows(state.document).Approve).toEqual(['Deploy']);
  });

  test('the selection moves to the stage before', () => {
    expect(run(DIAMOND, { type: 'remove-stages', keys: ['5'], reconnect: true }).selection).toEqual(['2']);
  });
});

describe('history', () => {
  test('typing within a second is one step, a pause begins another', () => {
    const type = (value: string, at: number): EditorAction => ({
      type: 'edit-stage',
      key: '1',
      path: ['name'],
      value,
      at,
    });
    const state = run(
      DIAMOND,
      type('Ba', 0),
      type('Bak', 300),
      type('Bake it', 900),
      type('Bake it!', 3_000),
    );
    expect(state.past).toHaveLength(2);
    const undone = editorReducer(state, { type: 'undo' });
    expect(readStages(undone.document)[0]?.name).toBe('Bake it');
    expect(editorReducer(undone, { type: 'undo' }).document).toEqual(DIAMOND);
  });

  test('another field is another step even within the second', () => {
    const state = run(
      DIAMOND,
      { type: 'edit-stage', key: '1', path: ['name'], value: 'X', at: 0 },
      { type: 'edit-stage', key: '1', path: ['comments'], value: 'y', at: 10 },
    );
    expect(state.past).toHaveLength(2);
  });

  test('redo after undo brings the same document and selection back', () => {
    const state = run(DIAMOND, { type: 'select', keys: ['2'] }, { type: 'duplicate-stages', keys: ['2'] });
    const round = [{ type: 'undo' }, { type: 'redo' }] as const;
    const after = round.reduce<EditorState>(editorReducer, state);
    expect(after.document).toBe(state.document);
    expect(after.selection).toEqual(state.selection);
  });

  test('changes are counted by part and vanish when undone by hand', () => {
    const state = run(
      DIAMOND,
      { type: 'edit-stage', key: '1', path: ['name'], value: 'X', at: 0 },
      { type: 'edit-document', path: ['limitConcurrent'], value: true, label: 'Limit', at: 0 },
      { type: 'add-stage', stage: { type: 'wait', name: 'Wait' }, placement: { at: 'start' } },
    );
    expect(countChanges(state)).toBe(3);
    const back = editorReducer(state, { type: 'edit-stage', key: '1', path: ['name'], value: 'Bake', at: 9 });
    expect(countChanges(back)).toBe(2);
    expect(countChanges(editorReducer(state, { type: 'revert' }))).toBe(0);
  });

  test('what is typed while a save is under way stays unsaved', () => {
    const sent = run(DIAMOND, { type: 'edit-stage', key: '1', path: ['name'], value: 'X', at: 0 });
    const typing = editorReducer(sent, { type: 'edit-stage', key: '1', path: ['name'], value: 'XY', at: 50 });
    const document = { ...sent.document, updateTs: '1' };
    const saved = editorReducer(typing, { type: 'saved', sent: sent.document, document, revision: 2 });
    expect(countChanges(saved)).toBe(1);
    expect(saved.revision).toBe(2);
    const quiet = editorReducer(sent, { type: 'saved', sent: sent.document, document, revision: 2 });
    expect(countChanges(quiet)).toBe(0);
    expect(quiet.document).toBe(document);
  });

  test('any series of edits leaves a graph without circles, unknown keys intact, and can be undone to the start', () => {
    const key = fc.constantFrom('1', '2', '4', '5', '6', '7', '8');
    const edge = fc.record({ from: key, to: key });
    const stage = fc.constant({ type: 'wait', name: 'Wait' });
    const action: fc.Arbitrary<EditorAction> = fc.oneof(
      fc.record({ type: fc.constant('connect'), edge }),
      fc.record({ type: fc.constant('disconnect'), edge }),
      fc.record({
        type: fc.constant('remove-stages'),
        keys: fc.array(key, { maxLength: 2 }),
        reconnect: fc.boolean(),
      }),
      fc.record({ type: fc.constant('duplicate-stages'), keys: fc.array(key, { maxLength: 2 }) }),
      fc.record({
        type: fc.constant('add-stage'),
        stage,
        placement: fc.record({ at: fc.constant('edge'), edge }),
      }),
      fc.record({
        type: fc.constant('add-stage'),
        stage,
        placement: fc.record({ at: fc.constant('before'), key }),
      }),
      fc.record({ type: fc.constant('move-stage'), key, by: fc.constantFrom(1, -1) }),
      fc.record({ type: fc.constant('set-requires'), key, requires: fc.array(key, { maxLength: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let state = run(DIAMOND, ...actions);
        const stages = readStages(state.document);
        expect(new Set(stages.map((entry) => entry.refId)).size).toBe(stages.length);
        expect(state.document.appConfig).toEqual({ kept: true });
        for (const entry of stages) {
          expect(entry.dangling).toEqual([]);
          for (const required of entry.requires)
            expect(chainBetween(stages, entry.key, required)).toBeUndefined();
        }
        while (state.past.length > 0) state = editorReducer(state, { type: 'undo' });
        expect(state.document).toBe(DIAMOND);
      }),
      { numRuns: 200 },
    );
  });
});

describe('clipboard', () => {
  test('stages pasted into another pipeline get fresh refIds and keep the arrows among them', () => {
    const text = copyStages(DIAMOND, ['2', '5']);
    const other = { stages: [{ type: 'wait', name: 'Deploy', refId: '9', requisiteStageRefIds: [] }] };
    const state = run(other, { type: 'paste-stages', stages: parseStages(text) ?? [], after: ['9'] });
    expect(arrows(state.document)).toEqual({ Deploy: [], 'Deploy 2': ['Deploy'], Test: ['Deploy 2'] });
    expect(state.selection).toEqual(['10', '11']);
  });

  test('a duplicate hangs where the original hangs and shares nothing with it', () => {
    const state = run(DIAMOND, { type: 'duplicate-stages', keys: ['2'] });
    const copy = readStages(state.document).at(-1);
    expect(copy).toMatchObject({ name: 'Deploy 2', requires: ['1'], refId: '6' });
    expect(copy?.stage.odd).toEqual([1, { deep: null }]);
  });

  test.each(['', 'hello', '[]', '{"a":1}', '[{"name":"no type"}]'])('%j is no stage', (text) => {
    expect(parseStages(text)).toBeUndefined();
  });

  test('one stage or a whole pipeline copied elsewhere can be pasted too', () => {
    expect(parseStages('{"type":"wait"}')).toHaveLength(1);
    expect(parseStages(JSON.stringify(DIAMOND))).toHaveLength(4);
  });
});
