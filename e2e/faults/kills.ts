import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { type Fault, sizeOf } from './fault.ts';
import { assert, effects, hasEnded, seconds, share, start, statusesOf, until } from './world.ts';

export const kills: readonly Fault[] = [
  {
    id: 'P11',
    title:
      'the only worker killed in the middle of a task and started again at once, over and over: every run goes on, once',
    run: async (world) => {
      const count = sizeOf('KILLS', { usual: 10, full: 125 });
      const ids: string[] = [];
      const took: number[] = [];
      let worker = await world.worker();
      for (let round = 0; round < count; round += 1) {
        // Killed before the effect and after it, by turns.
        const hold = round % 2 === 0 ? { firstHoldBeforeMs: 60_000 } : { firstHoldAfterMs: 60_000 };
        const refId = `s${round}`;
        const id = await start([blueprint(refId, 'effect', [], hold), blueprint('t', 'noop', [refId])]);
        ids.push(id);
        const phase = round % 2 === 0 ? 'begin' : 'made';
        await until(
          () => reached(refId, phase),
          20_000,
          () => `task ${round} did not begin`,
        );
        worker.signal('SIGKILL');
        const again = world.worker();
        took.push(
          await until(
            () => hasEnded(id),
            60_000,
            () => `the run of kill ${round} did not go on`,
          ),
        );
        worker = await again;
      }
      worker.signal('SIGKILL');
      const made = await effects();
      assert((await statusesOf(ids)) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
      assert(made === count, `${made} effects of ${count}`);
      assert(
        Math.max(...took) < 15_000,
        `${count} of ${count} runs ended once, but the slowest went on after ${seconds(Math.max(...took))} (p50 ${seconds(share(took, 0.5))})`,
      );
      return `${count} kills: ${count} of ${count} runs ended, ${made} effects; from the kill to the end of the run p50 ${seconds(share(took, 0.5))}, p99 ${seconds(share(took, 0.99))}, slowest ${seconds(Math.max(...took))}`;
    },
  },
];

async function reached(refId: string, phase: string): Promise<boolean> {
  const { rowCount } = await databasePool().query(
    `select 1 from "FaultCall" where "stage" = $1 and "phase" = $2`,
    [refId, phase],
  );
  return (rowCount ?? 0) > 0;
}
