import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import type { Fault } from './fault.ts';
import { assert, effects, hasEnded, start, statusOf, until } from './world.ts';

export const network: readonly Fault[] = [
  {
    id: 'F11',
    title: 'a commit succeeds and its answer is lost: the retry finds it done',
    run: async (world) => {
      const proxy = await openProxy(new URL(world.url));
      const worker = await world.worker({ url: proxy.url });
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
      await until(async () => (await Promise.all(ids.map(hasEnded))).every(Boolean), 60_000);
      const statuses = new Set(await Promise.all(ids.map(statusOf)));
      worker.signal('SIGKILL');
      await proxy.close();
      assert(proxy.lost() > 0, 'no answer was lost: the test did not test');
      assert(statuses.size === 1 && statuses.has('SUCCEEDED'), `ended as ${[...statuses].join(', ')}`);
      assert((await effects()) === 20, `${await effects()} effects of 20`);
      return `${proxy.lost()} answers lost; 10 of 10 runs succeeded, 20 effects of 20`;
    },
  },
  {
    id: 'F09',
    title: 'a worker whose way to PostgreSQL is a black hole: another goes on with its work',
    run: async (world) => {
      const proxy = await openProxy(new URL(world.url));
      const blind = await world.worker({ url: proxy.url });
      const id = await start([
        blueprint('s', 'effect', [], { holdBeforeMs: 1500 }),
        blueprint('t', 'noop', ['s']),
      ]);
      await sleep(700);
      proxy.swallow();
      const other = await world.worker();
      const took = await until(() => hasEnded(id), 45_000);
      blind.signal('SIGKILL');
      other.signal('SIGKILL');
      await proxy.close();
      assert(
        (await statusOf(id)) === 'SUCCEEDED' && (await effects()) === 1,
        `${await statusOf(id)}, ${await effects()} effects`,
      );
      assert(took < 30_000, `it took ${took} ms`);
      return `taken over and ended ${(took / 1000).toFixed(1)} s later, 1 effect`;
    },
  },
];

/** A TCP proxy before PostgreSQL that can lose the answer of one commit, or everything. */
async function openProxy(target: URL) {
  const sockets = new Set<Socket>();
  let mustLose = false;
  let isHole = false;
  let lost = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let isDeaf = false;
    sockets.add(client);
    sockets.add(upstream);
    client.on('data', (chunk) => {
      if (isHole) return;
      upstream.write(chunk);
      // The name of the statement travels with every call of it.
      if (!mustLose || !chunk.includes('engine.commit')) return;
      mustLose = false;
      isDeaf = true;
      lost += 1;
      // Time for PostgreSQL to commit; then the connection breaks without an answer.
      setTimeout(() => {
        client.destroy();
        upstream.destroy();
      }, 150);
    });
    upstream.on('data', (chunk) => {
      if (!isHole && !isDeaf) client.write(chunk);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => (isHole ? undefined : other.destroy()));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const url = new URL(target.href);
  if (address && typeof address === 'object') url.port = String(address.port);
  return {
    url: url.href,
    loseNextCommit: () => {
      mustLose = true;
    },
    swallow: () => {
      isHole = true;
    },
    lost: () => lost,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
