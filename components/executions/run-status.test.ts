import { expect, test } from 'vitest';
import { runStatus, stageStatus } from './run-status.ts';

const run = { status: 'RUNNING', isQueued: false, isAwaitingApproval: true } as const;
const judgment = { type: 'manualJudgment', status: 'RUNNING' } as const;
const deploy = { type: 'deployManifest', status: 'RUNNING' } as const;

test('a judgment that runs waits for somebody', () => {
  expect(stageStatus(judgment)).toBe('WAITING');
  expect(stageStatus({ type: 'manualJudgment', status: 'SUCCEEDED' })).toBe('SUCCEEDED');
});

test('a run waits only when nothing else is at work in it', () => {
  expect(runStatus({ ...run, stages: [judgment] })).toBe('WAITING');
  expect(runStatus({ ...run, stages: [judgment, deploy] })).toBe('RUNNING');
  expect(runStatus({ ...run, stages: [] })).toBe('RUNNING');
});

test('a run whose turn has not come is queued', () => {
  expect(runStatus({ ...run, status: 'NOT_STARTED', isQueued: true, stages: [] })).toBe('BUFFERED');
});
