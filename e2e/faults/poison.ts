import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { database, databasePool } from '#lib/platform/database/index.ts';
import type { Fault } from './fault.ts';
import { poisonedPods } from './poisoned-pods.ts';
import { allEnded, assert, effects, type FaultWorld, seconds, start, statusesOf, until } from './world.ts';

export const poison: readonly Fault[] = [
  {
    id: 'F15',
    title:
      'payloads that nobody can read, a run whose rows are broken, contexts that break a stage, pods with malformed annotations: each named by its reason, other work unaffected',
    run: async (world) =>
      [
        await poisonedJobs(world),
        await poisonedRuns(world),
        await poisonedContexts(world),
        await poisonedPods(),
      ].join('; '),
  },
];

async function poisonedJobs(world: FaultWorld): Promise<string> {
  const payloads = [
    '{"nonsense":true}',
    '[]',
    '"text"',
    'null',
    '{"executionId":42}',
    '{"executionId":"nobody","stageId":"x","attempt":1}',
  ];
  for (const payload of payloads)
    for (let count = 0; count < 10; count += 1)
      await databasePool().query(
        `select graphile_worker.add_job('engine.runTask', payload => $1::json, max_attempts => 2)`,
        [payload],
      );
  await databasePool().query(`select graphile_worker.add_job('no.such.job', payload => '{}')`);
  const worker = await world.worker();
  const ids = await Promise.all(
    Array.from({ length: 50 }, () => start([blueprint('a', 'effect'), blueprint('b', 'noop', ['a'])])),
  );
  const took = await allEnded(ids, 15_000);
  const dead = async () =>
    (
      await databasePool().query<{ last_error: string | null }>(
        `select last_error from graphile_worker.jobs where task_identifier = 'engine.runTask' and attempts >= max_attempts`,
      )
    ).rows;
  await until(async () => (await dead()).length === 50, 30_000);
  const letters = await dead();
  worker.signal('SIGKILL');
  assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  assert((await effects()) === 50, `${await effects()} effects of 50`);
  assert(
    letters.every((letter) => (letter.last_error ?? '').length > 10),
    'a dead letter has no reason',
  );
  return `${letters.length} unreadable jobs kept with their reason, 10 for a run that is gone passed over; 50 runs beside them ended in ${seconds(took)}`;
}

/** The rows of some runs cannot be read any more; the orders of others were lost. The net must mend the second in spite of the first. */
async function poisonedRuns(world: FaultWorld): Promise<string> {
  const line = [blueprint('s', 'noop'), blueprint('t', 'noop', ['s'])];
  const runs: string[] = [];
  for (let index = 0; index < 10; index += 1) runs.push(await start(line));
  const broken = runs.filter((_, index) => index % 3 === 0);
  const lost = runs.filter((_, index) => index % 3 !== 0);
  await databasePool().query(
    `update "StageExecution" set "flags" = '{"hasPlan": {"deep": []}}' where "executionId" = any ($1)`,
    [broken],
  );
  // Written again, so that they lie behind the broken ones.
  await databasePool().query(`update "StageExecution" set "error" = null where "executionId" = any ($1)`, [
    lost,
  ]);
  await databasePool().query(
    `select graphile_worker.complete_jobs(array(select id from graphile_worker._private_jobs where payload->>'executionId' = any ($1)))`,
    [runs],
  );
  await sleep(5500);
  const worker = await world.worker();
  const took = await allEnded(
    lost,
    20_000,
    (open) => `runs that cannot be read keep the net from mending ${open} others`,
  );
  worker.signal('SIGKILL');
  assert((await statusesOf(lost)) === 'SUCCEEDED', `ended as ${await statusesOf(lost)}`);
  const told = worker.lines.filter(
    (line) => line.includes('cannot be read') && line.includes(broken[0] ?? '?'),
  );
  assert(told.length > 0, `the log does not name the broken run: ${worker.lines.slice(-3).join(' | ')}`);
  return `${broken.length} runs with broken rows beside ${lost.length} whose jobs were lost: ${lost.length} mended in ${seconds(took)}, the broken named in the log`;
}

async function poisonedContexts(world: FaultWorld): Promise<string> {
  const worker = await world.worker();
  let deep: unknown = 'end';
  for (let depth = 0; depth < 150; depth += 1) deep = { deep };
  const contexts: Record<string, unknown>[] = [
    { waitTime: 'never' },
    { waitTime: { $ne: null } },
    { waitTime: 0, deep: `\${${'('.repeat(5000)}}` },
    { waitTime: 0, deep },
    { waitTime: 0, ['__proto__']: { polluted: true }, constructor: 'x', toString: 1 },
  ];
  const ids = await Promise.all(contexts.map((context) => start([blueprint('w', 'wait', [], context)])));
  const fine = await start([blueprint('a', 'effect')]);
  const unknown = await start([blueprint('u', 'unheardOf')]);
  await allEnded([...ids, fine, unknown], 20_000);
  worker.signal('SIGKILL');
  const stages = await database().stageExecution.findMany({
    where: { executionId: { in: [...ids, unknown] }, status: 'TERMINAL' },
  });
  assert((await statusesOf([fine])) === 'SUCCEEDED', 'a sound run beside them failed');
  assert(
    stages.length >= 3 && stages.every((stage) => (stage.error ?? '').length > 10),
    `${stages.length} failed, with ${stages.map((stage) => stage.error).join(' | ')}`,
  );
  return `${contexts.length + 1} poisoned stages: ended, ${stages.length} of them failed with a sentence`;
}
