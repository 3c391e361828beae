import { expect, test } from 'vitest';
import type { StageRow } from '#lib/executions/schema.ts';
import { timelineRows } from './timeline-rows.ts';

const stage = (
  id: string,
  times: [number, number] | [number] | [],
  parentId: string | null = null,
): StageRow => ({
  id,
  refId: id,
  name: id,
  type: 'wait',
  status: 'SUCCEEDED',
  startTime: times[0] ?? null,
  endTime: times[1] ?? null,
  requisites: [],
  parentId,
  owner: parentId ? 'STAGE_BEFORE' : null,
  tasks: [],
  error: null,
  canSkip: false,
  restarts: 0,
});

test('stages lie on one scale; one that runs reaches to now; one to come has no bar', () => {
  const rows = timelineRows([stage('a', [100, 150]), stage('b', [150]), stage('c', [])], 100, 200);
  expect(rows.map(({ start, share, durationMs }) => [start, share, durationMs])).toEqual([
    [0, 0.5, 50],
    [0.5, 0.5, 50],
    [0, 0, undefined],
  ]);
});

test('what a stage brought along stands under it', () => {
  const rows = timelineRows(
    [stage('a', [0, 1]), stage('b', [1, 2]), stage('a1', [0, 1], 'a'), stage('a2', [0, 1], 'a1')],
    0,
    2,
  );
  expect(rows.map((row) => [row.stage.id, row.isInner])).toEqual([
    ['a', false],
    ['a1', true],
    ['a2', true],
    ['b', false],
  ]);
});
