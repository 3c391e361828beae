import { beforeAll, expect, test } from 'vitest';
import { database, databasePool } from '#lib/platform/database/index.ts';
import { useTestDatabase } from '#lib/platform/database/testing/use-test-database.ts';
import { sqlOf } from './persistence/sql.ts';
import { forgetOldExecutions } from './retention.ts';

useTestDatabase();
const day = 86_400_000;

beforeAll(async () => {
  const run = (
    id: string,
    pipeline: string | null,
    daysOld: number,
    status = 'SUCCEEDED',
    application = 'shop',
  ) => ({
    id,
    rootId: id,
    application,
    name: 'run',
    user: 'ada',
    status,
    pipelineConfigId: pipeline,
    buildTime: new Date(Date.now() - daysOld * day),
  });
  await database().execution.createMany({
    data: [
      ...Array.from({ length: 25 }, (_, index) => run(`p-${100 + index}`, 'p', 100 + index)),
      run('fresh', 'q', 1),
      run('ad-hoc', null, 200),
      run('stuck', null, 200, 'RUNNING'),
      run('brief', null, 10, 'SUCCEEDED', 'blog'),
    ],
  });
  await database().executionRetention.create({ data: { application: 'blog', days: 5, updatedBy: 'ada' } });
});

test('finished runs past their keep go; the newest of a pipeline, fresh and running ones stay', async () => {
  expect(await forgetOldExecutions(sqlOf(databasePool()))).toBe(7);
  const left = await database().execution.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  expect(left.map((run) => run.id)).toEqual([
    'fresh',
    ...Array.from({ length: 20 }, (_, index) => `p-${100 + index}`),
    'stuck',
  ]);
});
