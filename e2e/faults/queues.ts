import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { type Fault, sizeOf } from './fault.ts';
import { allEnded, assert, seconds, start, statusOf } from './world.ts';

export const queues: readonly Fault[] = [
  {
    id: 'F34',
    title:
      'concurrency 1 and a burst of triggers: one runs at a time, in order, the rest visible; or only the newest of the waiting',
    run: async (world) => {
      const worker = await world.worker();
      const count = sizeOf('BURST', { usual: 1000, full: 1000 });
      const kept = await burst('kept', count, true);
      const newest = await burst('newest', count, false);
      worker.signal('SIGKILL');
      return `${kept}; ${newest}`;
    },
  },
];

async function burst(
  pipelineConfigId: string,
  count: number,
  keepWaitingPipelines: boolean,
): Promise<string> {
  let again = 0;
  // A trigger that is told "not now" comes again with the same correlation id, as webhooks and schedules do.
  const begin = async (index: number): Promise<string> => {
    for (;;) {
      try {
        return await start([blueprint('s', 'noop')], {
          pipelineConfigId,
          limitConcurrent: true,
          keepWaitingPipelines,
          correlationId: `${pipelineConfigId}-${index}`,
        });
      } catch {
        again += 1;
        await sleep(500);
      }
    }
  };
  const begun = performance.now();
  const ids = await Promise.all(Array.from({ length: count }, (_, index) => begin(index)));
  const accepted = performance.now() - begun;
  const [queue] = (
    await databasePool().query<{ waiting: number }>(
      `select count(*)::int as waiting from "Execution"
       where "pipelineConfigId" = $1 and "status" = 'NOT_STARTED' and not "admitted"`,
      [pipelineConfigId],
    )
  ).rows;
  const took = await allEnded(ids, 240_000);
  const { rows } = await databasePool().query<{ overlaps: number; disorder: number }>(
    `with runs as (select "startTime", "buildTime", lag("endTime") over w as "before" from "Execution"
       where "pipelineConfigId" = $1 and "status" = 'SUCCEEDED' window w as (order by "startTime", "id"))
     select count(*) filter (where "startTime" < "before")::int as overlaps,
       -- Starts of the same moment have no order among themselves.
       count(*) filter (where exists (select 1 from runs o
         where o."buildTime" < r."buildTime" - interval '500 ms' and o."startTime" > r."startTime"))::int as disorder
     from runs r`,
    [pipelineConfigId],
  );
  const statuses = await Promise.all(ids.map(statusOf));
  const succeeded = statuses.filter((status) => status === 'SUCCEEDED').length;
  const canceled = statuses.filter((status) => status === 'CANCELED').length;
  const [found] = rows;
  assert(found !== undefined && found.overlaps === 0, `${found?.overlaps} runs overlapped`);
  assert(succeeded + canceled === count, `${count - succeeded - canceled} ended otherwise`);
  if (keepWaitingPipelines)
    assert(
      succeeded === count && found?.disorder === 0,
      `${succeeded} of ${count}, ${found?.disorder} out of order`,
    );
  const newest = [...ids].sort().at(-1) ?? '';
  if (!keepWaitingPipelines) assert((await statusOf(newest)) === 'SUCCEEDED', 'the newest did not run');
  return keepWaitingPipelines
    ? `${count} triggers kept: accepted within ${seconds(accepted)} (${again} told to come again), ${queue?.waiting} seen waiting then; in order, none together, through ${seconds(took)} later`
    : `${count} triggers, newest wins: accepted within ${seconds(accepted)} (${again} told to come again), ${succeeded} ran, ${canceled} gave way to newer ones, the newest ran`;
}
