/**
 * Begins runs as one version of Foredeck does, for the test of mixed versions, which lays this file into the tree of an
 * earlier version too: `begin.ts migrate`, `begin.ts start COUNT POLLS [PRIORITY]`, `begin.ts read`. Prints a line a run.
 */
import { systemContext } from '#lib/auth/index.ts';
import { startExecution } from '#lib/engine/index.ts';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { getExecution } from '#lib/executions/index.ts';
import { config } from '#lib/platform/config.ts';
import { closeDatabase, database, withTransaction } from '#lib/platform/database/index.ts';
import { migrate } from '#lib/platform/database/setup.ts';

const [, , verb, count = '0', polls = '1', priority = '0'] = process.argv;
const ctx = systemContext('faults');

if (verb === 'migrate') {
  const applied = await migrate(config().databaseUrl ?? '');
  const name = 'faults';
  if ((await database().application.count({ where: { name } })) === 0)
    await database().application.create({
      data: { name, displayName: name, createdBy: name, updatedBy: name },
    });
  console.log(`migrated ${applied.length}`);
}
if (verb === 'start') {
  for (let index = 0; index < Number(count); index += 1) {
    const stages = [
      blueprint('a', 'effect', [], { holdBeforeMs: 100 }),
      blueprint('b', 'ticking', ['a'], { polls: Number(polls) }),
      blueprint('c', 'noop', ['a']),
      blueprint('d', 'effect', ['b', 'c']),
    ];
    const { executionId } = await withTransaction((tx) =>
      startExecution(ctx, tx, {
        application: 'faults',
        name: 'fault',
        pipelineConfigId: 'mixed',
        stages,
        definition: {},
        trigger: { type: 'manual', user: 'faults' },
        priority: Number(priority),
      }),
    );
    console.log(`run ${executionId}`);
  }
}
if (verb === 'read') {
  for (const { id } of await database().execution.findMany({ select: { id: true } })) {
    const run = await getExecution(ctx, id);
    console.log(`read ${id} ${run.status} ${run.stages.length}`);
  }
}
await closeDatabase();
