import { expect, test } from 'vitest';
import { earlierStages } from './earlier-stages.ts';

const stage = (refId: string, ...requisites: string[]) => ({ refId, requisites, parentId: null });

test('the stages before one are found along every branch, the nearest first, each once', () => {
  const join = stage('4', '2', '3');
  const stages = [stage('1'), stage('2', '1'), stage('3', '1'), join, stage('5', '4')];
  expect(earlierStages(stages, join).map(({ refId }) => refId)).toEqual(['2', '3', '1']);
});

test('a circle of requisites ends', () => {
  const first = stage('1', '2');
  expect(earlierStages([first, stage('2', '1')], first).map(({ refId }) => refId)).toEqual(['2', '1']);
});
