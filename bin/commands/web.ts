import { createServer } from 'node:http';
import next from 'next';
import { prepareAuthEnvironment } from '#lib/auth/index.ts';
import { config, riskySettings } from '#lib/platform/config.ts';
import { closeDatabase } from '#lib/platform/database/index.ts';
import { logger } from '#lib/platform/logger.ts';
import { startTracing } from '#lib/platform/tracing/index.ts';
import { untilReleased } from '../held.ts';
import { onStop } from '../on-stop.ts';
import { portTaken } from '../port-taken.ts';

/** Streams end by themselves when asked; whatever still hangs after this is cut. */
const GRACE_MS = 5000;

/** One web process: Next behind Node's own server, so that a taken port and a stop are ours to handle. */
export async function web(args: string[]): Promise<void> {
  const { port, host } = config();
  prepareAuthEnvironment();
  // It must run air-gapped, and nobody asked for it.
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const tracing = await startTracing('foredeck-web');
  const app = next({ dev: args.includes('--dev'), dir: process.cwd(), hostname: host, port });
  const server = createServer();
  // The port is taken first: a port in use is the likelier trouble, and the quicker told.
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, host, resolve);
  });
  onStop(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    await tracing.stop();
    await closeDatabase();
  });
  // Whoever comes before it is ready waits a moment rather than being refused.
  const ready = Promise.all([app.prepare(), untilReleased(args)]);
  server.on('request', (request, response) => {
    // Who really connects; a client cannot choose it.
    request.headers['x-foredeck-peer'] = request.socket.remoteAddress ?? '';
    void ready.then(() => app.getRequestHandler()(request, response));
  });
  await ready;
  logger('web').info({ port, host }, 'web is up');
  for (const risk of riskySettings(config())) logger('web').warn(`Risky setting: ${risk}`);
}
