import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between Foredeck and a cluster that a test can break. */
export type TcpProxy = {
  port: number;
  /** Resets every connection; new ones are taken. */
  cut(): void;
  /** Connections stay open and new ones are taken, but not a byte comes through: a black hole. */
  swallow(): void;
  /** Bytes flow again; what was swallowed is lost, so the connections of that time are reset. */
  heal(): void;
  /** Connections accepted so far. */
  accepted(): number;
  close(): Promise<void>;
};

export async function openProxy(target: URL): Promise<TcpProxy> {
  const pairs = new Set<{ near: Socket; far: Socket }>();
  let isSwallowing = false;
  let accepted = 0;
  const server = createServer((near) => {
    accepted += 1;
    const far = connect(Number(target.port), target.hostname);
    const pair = { near, far };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => {
        if (!isSwallowing) to.write(bytes);
      });
      from.on('error', end);
      from.on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const { near, far } of [...pairs]) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    swallow: () => {
      isSwallowing = true;
    },
    heal: () => {
      isSwallowing = false;
      cut();
    },
    accepted: () => accepted,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
