import { expect, test } from 'vitest';
import type { ExecutionSummary } from '#lib/executions/schema.ts';
import { counted, filterRuns } from './filter-runs.ts';

const run = (id: string, user: string, status: ExecutionSummary['status'], isJudged = false) => ({
  ...({ id, user, status, isQueued: false, isAwaitingApproval: isJudged } as ExecutionSummary),
  stages: isJudged
    ? [{ type: 'manualJudgment', status: 'RUNNING' } as ExecutionSummary['stages'][number]]
    : [],
});
const all = [run('1', 'ana', 'SUCCEEDED'), run('2', 'jonas', 'TERMINAL'), run('3', 'ana', 'RUNNING', true)];
const ids = (filters: { status?: string[]; by?: string[] }) =>
  filterRuns(all, { status: [], by: [], ...filters }).map(({ id }) => id);

test('no filter lets every run through', () => expect(ids({})).toEqual(['1', '2', '3']));
test('a run that waits for somebody is found as waiting, not as running', () => {
  expect(ids({ status: ['WAITING'] })).toEqual(['3']);
  expect(ids({ status: ['RUNNING'] })).toEqual([]);
});
test('status and starter narrow each other', () => {
  expect(ids({ status: ['SUCCEEDED', 'TERMINAL'], by: ['ana'] })).toEqual(['1']);
});
test('one is counted in the singular', () => {
  expect([counted(1, 'pipeline'), counted(0, 'pipeline'), counted(1200, 'run')]).toEqual([
    '1 pipeline',
    '0 pipelines',
    '1,200 runs',
  ]);
});
