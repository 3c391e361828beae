import { expect, test } from 'vitest';
import { hasSameShape, readStages, stagesBehindCircles } from './stage-graph.ts';

const stage = (refId: string, requires: string[] = [], name = refId) => ({
  type: 'wait',
  refId,
  name,
  requisiteStageRefIds: requires,
});

test('old numeric references and single requirements are understood', () => {
  const stages = readStages({
    stages: [
      { type: 'wait', refId: 1 },
      { type: 'wait', refId: 2, requisiteStageRefIds: 1 },
    ],
  });
  expect(stages.map((entry) => [entry.key, entry.requires])).toEqual([
    ['1', []],
    ['2', ['1']],
  ]);
});

test('a second stage of the same refId, and one without, get the key they will be given', () => {
  const stages = readStages({ stages: [stage('4'), stage('4'), { type: 'wait' }] });
  expect(stages.map((entry) => entry.key)).toEqual(['4', '5', '6']);
});

test('stages in a circle and behind one never start', () => {
  const stages = readStages({
    stages: [stage('1'), stage('2', ['1', '3']), stage('3', ['2']), stage('4', ['3'])],
  });
  expect([...stagesBehindCircles(stages)]).toEqual(['2', '3', '4']);
  expect(stagesBehindCircles(readStages({ stages: [stage('1'), stage('2', ['1'])] })).size).toBe(0);
});

test('a new name keeps the shape, a new arrow or order does not', () => {
  const before = readStages({ stages: [stage('1'), stage('2', ['1'])] });
  expect(hasSameShape(before, readStages({ stages: [stage('1', [], 'One'), stage('2', ['1'])] }))).toBe(true);
  expect(hasSameShape(before, readStages({ stages: [stage('1'), stage('2')] }))).toBe(false);
  expect(hasSameShape(before, readStages({ stages: [stage('2', ['1']), stage('1')] }))).toBe(false);
});
