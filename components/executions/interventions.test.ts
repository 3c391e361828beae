import { expect, test } from 'vitest';
import { interventionsIn } from './interventions.ts';

test('a retry says who, when, why, and how the stage had failed', () => {
  const restartDetails = {
    restartedBy: 'ana',
    restartTime: 7,
    reason: 'the registry is back',
    previousException: { details: { errors: ['The image could not be pulled.'] } },
  };
  expect(interventionsIn({ restartDetails })).toEqual([
    {
      what: 'Run again',
      by: 'ana',
      at: 7,
      reason: 'the registry is back',
      before: 'The image could not be pulled.',
    },
  ]);
});

test('a stage that was settled says as what', () => {
  const restartDetails = { restartedBy: 'ana', restartTime: 7 };
  expect(interventionsIn({ restartDetails, settledAs: 'SKIPPED' })).toMatchObject([{ what: 'Skipped' }]);
  expect(interventionsIn({ restartDetails, settledAs: 'FAILED_CONTINUE' })).toMatchObject([
    { what: 'Failure ignored' },
  ]);
});

test('a stage that was skipped while it ran says why; any other has no story', () => {
  const skipDetails = { skippedBy: 'ben', skipTime: 3, reason: 'not needed' };
  expect(interventionsIn({ skipDetails })).toEqual([
    { what: 'Skipped', by: 'ben', at: 3, reason: 'not needed' },
  ]);
  expect(interventionsIn({ waitTime: 3 })).toEqual([]);
});
