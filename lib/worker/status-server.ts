import { createServer } from 'node:http';
import { databaseTrouble } from '#lib/platform/database/index.ts';
import { messageOf } from '#lib/platform/errors.ts';
import { logger } from '#lib/platform/logger.ts';
import { metricsRegistry } from '#lib/platform/metrics.ts';

export interface StatusServer {
  /** The port it got; 0 asked for any free one. */
  port: number;
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  text: string;
}

/** Answers /metrics, /healthz and /readyz on loopback, so that an agent beside the worker can look at it. */
export async function startStatusServer(port: number, isReady: () => boolean): Promise<StatusServer> {
  const server = createServer((request, response) => {
    void answerTo(request.url ?? '/', isReady)
      .catch((error: unknown): Answer => {
        logger('worker').error({ error: messageOf(error) }, 'the status could not be told');
        return json(500, { status: 'error' });
      })
      .then(({ status, type, text }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`FOREDECK_WORKER_PORT ${port} cannot be used: ${error.message}`)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: address && typeof address === 'object' ? address.port : port,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerTo(url: string, isReady: () => boolean): Promise<Answer> {
  switch (new URL(url, 'http://worker.internal').pathname) {
    case '/healthz':
      return json(200, { status: 'ok' });
    case '/readyz': {
      const trouble = isReady() ? await databaseTrouble() : 'the worker is stopping';
      return trouble === undefined
        ? json(200, { status: 'ok' })
        : json(503, { status: 'unavailable', trouble });
    }
    case '/metrics': {
      const registry = metricsRegistry();
      return { status: 200, type: registry.contentType, text: await registry.metrics() };
    }
    default:
      return json(404, { status: 'not found' });
  }
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', text: JSON.stringify(body) };
}
