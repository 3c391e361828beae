import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import type { Fault } from './fault.ts';
import {
  allEnded,
  assert,
  calls,
  effects,
  type FaultWorld,
  hasEnded,
  seconds,
  start,
  statusesOf,
  statusOf,
  until,
} from './world.ts';

export const crashes: readonly Fault[] = [
  {
    id: 'F01',
    title: 'a worker killed before its side effect: another goes on, and the effect happens once',
    run: (world) => killed(world, { firstHoldBeforeMs: 60_000 }, 'begin'),
  },
  {
    id: 'F02',
    title: 'a worker killed after its side effect and before the record: the next attempt adopts the result',
    run: (world) => killed(world, { firstHoldAfterMs: 60_000 }, 'made'),
  },
  {
    id: 'F03',
    title: 'a frozen worker thaws after another finished its task: its late answer is refused',
    run: async (world) => {
      const frozen = await world.worker();
      const id = await start([
        blueprint('s', 'effect', [], { firstHoldAfterMs: 12_000 }),
        blueprint('t', 'noop', ['s']),
      ]);
      await until(async () => (await calls('s', 'made')) === 1, 10_000);
      frozen.signal('SIGSTOP');
      const other = await world.worker();
      const took = await until(() => hasEnded(id), 40_000);
      const before = await statusOf(id);
      frozen.signal('SIGCONT');
      await until(
        async () => frozen.lines.some((line) => line.startsWith('refused')),
        10_000,
        () => 'no answer was refused',
      );
      const after = await statusOf(id);
      frozen.signal('SIGKILL');
      other.signal('SIGKILL');
      assert(before === 'SUCCEEDED' && after === before, `${before} became ${after}`);
      assert((await effects()) === 1, `${await effects()} effects`);
      return `taken over and ended after ${seconds(took)}; the late answer was refused, 1 effect`;
    },
  },
  {
    id: 'F25',
    title: 'SIGTERM with 50 running stages: the worker drains, another takes over, nothing is failed',
    run: async (world) => {
      const first = await world.worker({ env: { FOREDECK_CONCURRENCY: '60' } });
      const ids = await Promise.all(
        Array.from({ length: 50 }, () =>
          start([
            blueprint('a', 'effect', [], { holdBeforeMs: 1000 }),
            blueprint('b', 'ticking', ['a'], { polls: 5 }),
          ]),
        ),
      );
      await until(async () => (await calls('a', 'begin')) >= 25, 20_000);
      first.signal('SIGTERM');
      const begun = performance.now();
      const second = await world.worker();
      const code = await first.ended;
      const drained = performance.now() - begun;
      await allEnded(ids, 40_000);
      const statuses = await statusesOf(ids);
      second.signal('SIGKILL');
      assert(code === 0, `the worker ended with ${code}: ${first.lines.slice(-3).join(' | ')}`);
      assert(drained < 30_000, `draining took ${seconds(drained)}`);
      assert(statuses === 'SUCCEEDED', `ended as ${statuses}`);
      assert((await effects()) === 50, `${await effects()} effects of 50`);
      return `drained in ${seconds(drained)}; 50 of 50 succeeded, 50 effects`;
    },
  },
];

async function killed(world: FaultWorld, context: Record<string, number>, phase: string): Promise<string> {
  const first = await world.worker();
  const id = await start([blueprint('s', 'effect', [], context), blueprint('t', 'noop', ['s'])]);
  await until(async () => (await calls('s', phase)) === 1, 15_000);
  const second = await world.worker();
  first.signal('SIGKILL');
  const resumed = await until(
    async () => (await calls('s', 'begin')) === 2,
    15_000,
    () => 'nobody took the task over',
  );
  await until(() => hasEnded(id), 15_000);
  second.signal('SIGKILL');
  assert((await statusOf(id)) === 'SUCCEEDED', `it ended as ${await statusOf(id)}`);
  assert((await effects()) === 1, `${await effects()} effects`);
  return `taken over ${seconds(resumed)} after the kill, 1 effect`;
}
