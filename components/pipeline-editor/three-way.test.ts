import { describe, expect, test } from 'vitest';
import type { PipelineDocument } from './document.ts';
import { readStages } from './stage-graph.ts';
import { compareThreeWay, mergeThreeWay } from './three-way.ts';

const BASE: PipelineDocument = {
  name: 'Ship',
  limitConcurrent: true,
  triggers: [
    { type: 'git', branch: 'main' },
    { type: 'git', branch: 'release' },
  ],
  parameterConfig: [{ name: 'tag', default: '1' }],
  stages: [
    { type: 'wait', name: 'One', refId: '1', requisiteStageRefIds: [], waitTime: 5 },
    { type: 'wait', name: 'Two', refId: '2', requisiteStageRefIds: ['1'], waitTime: 5 },
  ],
};

function withStage(refId: string, change: object): PipelineDocument {
  const stages = readStages(BASE).map((entry) =>
    entry.key === refId ? { ...entry.stage, ...change } : entry.stage,
  );
  return { ...BASE, stages };
}

function withNewStage(name: string): PipelineDocument {
  return {
    ...BASE,
    stages: [
      ...readStages(BASE).map((e) => e.stage),
      { type: 'wait', name, refId: '3', requisiteStageRefIds: ['2'] },
    ],
  };
}

describe('two people edit the same revision', () => {
  test('changes to different parts join without a question', () => {
    const mine = withStage('1', { waitTime: 9 });
    const theirs = { ...withStage('1', { name: 'First' }), limitConcurrent: false, updateTs: '99' };
    expect(compareThreeWay(BASE, mine, theirs).disputes).toEqual([]);
    const merged = mergeThreeWay(BASE, mine, theirs, {});
    expect(merged.limitConcurrent).toBe(false);
    expect(merged.updateTs).toBe('99');
    expect(readStages(merged)[0]?.stage).toMatchObject({ name: 'First', waitTime: 9 });
  });

  test('the same field changed differently is disputed, and theirs unless I choose mine', () => {
    const mine = withStage('2', { waitTime: 9 });
    const theirs = withStage('2', { waitTime: 7 });
    const [dispute] = compareThreeWay(BASE, mine, theirs).disputes;
    expect(dispute).toMatchObject({
      id: 'stage/2/waitTime',
      label: 'Two: waitTime',
      base: 5,
      mine: 9,
      theirs: 7,
    });
    expect(readStages(mergeThreeWay(BASE, mine, theirs, {}))[1]?.stage.waitTime).toBe(7);
    const chosen = mergeThreeWay(BASE, mine, theirs, { 'stage/2/waitTime': 'mine' });
    expect(readStages(chosen)[1]?.stage.waitTime).toBe(9);
  });

  test('the same change on both sides is no dispute', () => {
    const both = withStage('2', { waitTime: 9 });
    expect(compareThreeWay(BASE, both, structuredClone(both)).disputes).toEqual([]);
  });

  test('a stage I changed and they removed is disputed as a whole', () => {
    const mine = withStage('2', { waitTime: 9, name: 'Zwei' });
    const theirs = {
      ...BASE,
      stages: readStages(BASE)
        .slice(0, 1)
        .map((entry) => entry.stage),
    };
    const { disputes } = compareThreeWay(BASE, mine, theirs);
    expect(disputes.map((dispute) => dispute.id)).toEqual(['stage/2']);
    expect(readStages(mergeThreeWay(BASE, mine, theirs, {}))).toHaveLength(1);
    const kept = readStages(mergeThreeWay(BASE, mine, theirs, { 'stage/2': 'mine' }));
    expect(kept[1]?.stage).toMatchObject({ waitTime: 9, name: 'Zwei' });
  });

  test('a stage I removed and they changed stays unless I insist', () => {
    const mine = {
      ...BASE,
      stages: readStages(BASE)
        .slice(0, 1)
        .map((entry) => entry.stage),
    };
    const theirs = withStage('2', { waitTime: 7, name: 'Zwei' });
    expect(compareThreeWay(BASE, mine, theirs).disputes).toHaveLength(1);
    expect(readStages(mergeThreeWay(BASE, mine, theirs, {}))[1]?.stage.waitTime).toBe(7);
    expect(readStages(mergeThreeWay(BASE, mine, theirs, { 'stage/2': 'mine' }))).toHaveLength(1);
  });

  test('two stages that were given the same refId both survive', () => {
    const merged = mergeThreeWay(BASE, withNewStage('Mine'), withNewStage('Theirs'), {});
    expect(compareThreeWay(BASE, withNewStage('Mine'), withNewStage('Theirs')).disputes).toEqual([]);
    expect(readStages(merged).map((entry) => [entry.refId, entry.name])).toEqual([
      ['1', 'One'],
      ['2', 'Two'],
      ['3', 'Theirs'],
      ['4', 'Mine'],
    ]);
  });

  test('triggers and parameters join entry by entry', () => {
    const mine = { ...BASE, triggers: [...BASE_TRIGGERS, { type: 'cron', id: 'c1' }] };
    const theirs = { ...BASE, parameterConfig: [{ name: 'tag', default: '2' }, { name: 'region' }] };
    const merged = mergeThreeWay(BASE, mine, theirs, {});
    expect(merged.triggers).toHaveLength(3);
    expect(merged.parameterConfig).toEqual([{ name: 'tag', default: '2' }, { name: 'region' }]);
  });
});

const BASE_TRIGGERS = [
  { type: 'git', branch: 'main' },
  { type: 'git', branch: 'release' },
];
