import { expect, test } from 'vitest';
import { ApiError } from '#lib/kubernetes/index.ts';
import { Invalid } from '#lib/platform/errors.ts';
import { failureOf } from './failure-of.ts';

const refusal = (code: number, reason: string) =>
  new ApiError({ code, reason, message: `the cluster says ${reason}` });

test("a refusal ends the stage in the cluster's own words", () => {
  expect(failureOf(refusal(422, 'Invalid'))).toMatchObject({
    status: 'failed',
    errors: [expect.stringContaining('Invalid')],
  });
});

test('what Foredeck itself refuses is not tried again', () => {
  const refused = new Invalid('The account may not use the namespace "x".');
  expect(failureOf(refused)).toMatchObject({ status: 'failed', errors: [refused.message] });
});

test('credentials that ran out make the stage wait until they are renewed', () => {
  expect(failureOf(refusal(401, 'Unauthorized'))).toMatchObject({
    status: 'running',
    context: { messages: [expect.stringContaining('renewed')] },
  });
});

test('a passing fault is thrown on, for the engine to try again', () => {
  expect(() => failureOf(refusal(503, 'ServiceUnavailable'))).toThrow();
  expect(() => failureOf(new Error('socket hang up'))).toThrow('socket hang up');
});
