import { expect, test } from 'vitest';
import { comparable } from './comparable.ts';

test('what differs between any two runs is left out, so that equal runs compare equal', () => {
  const run = (id: string, updateTs: string) => ({
    id,
    buildTime: Number(updateTs),
    triggerType: 'manual',
    isDryRun: false,
    parameters: { version: '1' },
    artifacts: [],
    definition: { name: 'Release', stages: [], updateTs, lastModifiedBy: id },
  });
  expect(comparable(run('a', '1'))).toEqual(comparable(run('b', '2')));
  expect(comparable(run('a', '1'))).toMatchObject({
    pipeline: { name: 'Release' },
    parameters: { version: '1' },
  });
});
