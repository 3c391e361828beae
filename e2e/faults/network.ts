import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { clusterBlackHole } from './cluster-hole.ts';
import type { Fault } from './fault.ts';
import { openProxy } from './proxy.ts';
import {
  allEnded,
  assert,
  effects,
  type FaultWorld,
  hasEnded,
  seconds,
  start,
  statusesOf,
  until,
} from './world.ts';

export const network: readonly Fault[] = [
  {
    id: 'F11',
    title: 'a commit succeeds and its answer is lost: the retry finds it done',
    run: async (world) => {
      const proxy = await openProxy(new URL(world.url));
      await world.worker({ url: proxy.url });
      const ids = await Promise.all(
        Array.from({ length: 10 }, () =>
          start([
            blueprint('a', 'effect', [], { holdBeforeMs: 200 }),
            blueprint('b', 'ticking', ['a'], { polls: 6 }),
            blueprint('c', 'effect', ['b']),
          ]),
        ),
      );
      for (let round = 0; round < 8; round += 1) {
        await sleep(250);
        proxy.loseNextCommit();
      }
      await allEnded(ids, 60_000);
      const statuses = await statusesOf(ids);
      await proxy.close();
      assert(proxy.lost() > 0, 'no answer was lost: the test did not test');
      assert(statuses === 'SUCCEEDED', `ended as ${statuses}`);
      assert((await effects()) === 20, `${await effects()} effects of 20`);
      return `${proxy.lost()} answers lost; 10 of 10 runs succeeded, 20 effects of 20`;
    },
  },
  {
    id: 'F09',
    title:
      'the way to PostgreSQL, or to a cluster, is a black hole: others go on with the work; who was blind returns by itself',
    run: async (world) => `${await databaseBlackHole(world)}; ${await clusterBlackHole(world)}`,
  },
];

async function databaseBlackHole(world: FaultWorld): Promise<string> {
  const proxy = await openProxy(new URL(world.url));
  await world.worker({ url: proxy.url, host: 'one' });
  const id = await start([
    blueprint('s', 'effect', [], { holdBeforeMs: 1500 }),
    blueprint('t', 'noop', ['s']),
  ]);
  await sleep(700);
  proxy.swallow();
  const other = await world.worker({ host: 'two' });
  const took = await until(() => hasEnded(id), 45_000);
  assert((await statusesOf([id])) === 'SUCCEEDED', `it ended as ${await statusesOf([id])}`);
  assert((await effects()) === 1, `${await effects()} effects`);
  assert(took < 30_000, `it took ${seconds(took)}`);
  other.signal('SIGKILL');
  // The connections of before stay dead; the worker must give them up and open new ones.
  proxy.heal();
  const next = await start([blueprint('s', 'effect')]);
  const back = await until(
    () => hasEnded(next),
    60_000,
    () => 'the worker stays blind',
  );
  await proxy.close();
  assert(back < 30_000, `the blind worker needed ${seconds(back)}`);
  return `taken over and ended ${seconds(took)} later, 1 effect; the blind worker worked again ${seconds(back)} after the network did`;
}
