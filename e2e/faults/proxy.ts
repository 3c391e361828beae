import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy that can lose the answer of one commit, cut what goes through it, or turn into a black hole. */
export interface FaultProxy {
  /** The target's address, by way of the proxy. */
  readonly url: string;
  /** The next commit of a step reaches PostgreSQL; then its connection breaks without an answer. */
  readonly loseNextCommit: () => void;
  /** Connections stay open and nothing passes any more, either way; new ones are taken and answer nothing. */
  readonly swallow: () => void;
  /** New connections work again. Those of before stay dead, as after a router that lost its table. */
  readonly heal: () => void;
  /** Every connection breaks at once. */
  readonly cut: () => void;
  /** How many answers of commits were lost. */
  readonly lost: () => number;
  readonly close: () => Promise<void>;
}

interface Way {
  readonly ends: readonly [Socket, Socket];
  isDeaf: boolean;
}

/** Opens a proxy on loopback before the host and port of an address. */
export async function openProxy(target: URL): Promise<FaultProxy> {
  const ways = new Set<Way>();
  let mustLose = false;
  let isHole = false;
  let lost = 0;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const way: Way = { ends: [client, upstream], isDeaf: isHole };
    ways.add(way);
    client.on('data', (chunk) => {
      if (way.isDeaf) return;
      upstream.write(chunk);
      // The name of the statement travels with every call of it.
      if (!mustLose || !chunk.includes('engine.commit')) return;
      mustLose = false;
      lost += 1;
      upstream.removeAllListeners('data');
      // Time for PostgreSQL to commit; then the connection breaks without an answer.
      setTimeout(() => destroy(way), 150);
    });
    upstream.on('data', (chunk) => way.isDeaf || client.write(chunk));
    for (const end of way.ends) {
      end.on('error', () => way.isDeaf || destroy(way));
      end.on('close', () => way.isDeaf || destroy(way));
    }
  });
  const destroy = (way: Way) => {
    ways.delete(way);
    for (const end of way.ends) end.destroy();
  };
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
      for (const way of ways) way.isDeaf = true;
    },
    heal: () => {
      isHole = false;
    },
    cut: () => {
      for (const way of [...ways]) destroy(way);
    },
    lost: () => lost,
    close: async () => {
      for (const way of [...ways]) destroy(way);
      server.close();
    },
  };
}
