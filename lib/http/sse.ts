import { gauge } from '#lib/platform/metrics.ts';

/** The console counts a stream as dead that was silent for two of these and a little more. */
const HEARTBEAT_MS = 10_000;
/** A reader that cannot keep up is cut off; it comes back and catches up from the stored events. */
const MAX_BACKLOG = 2000;

export interface EventWriter {
  send(event: { id?: string; event?: string; data: unknown }): void;
  close(): void;
  readonly isClosed: boolean;
}

/**
 * A stream of server-sent events. `open` gets the writer and answers what to do when the reader has gone.
 * An `alive` event every 10 s keeps proxies from closing it and lets the page notice a connection that died silently; a
 * comment line would do for proxies alone, as browsers hide it.
 */
export function sseResponse(request: Request, open: (writer: EventWriter) => () => void): Response {
  const encoder = new TextEncoder();
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let closed = false;
        const streams = gauge({ name: 'foredeck_live_streams', help: 'Open streams of server-sent events' });
        streams.inc();
        let cleanUp: () => void = () => undefined;
        const write = (text: string) => {
          if (closed) return;
          if ((controller.desiredSize ?? 0) < -MAX_BACKLOG) return end();
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => write('event: alive\ndata: {}\n\n'), HEARTBEAT_MS);
        end = () => {
          if (closed) return;
          closed = true;
          streams.dec();
          clearInterval(heartbeat);
          cleanUp();
          try {
            controller.close();
          } catch {
            // The reader closed it first.
          }
        };
        request.signal.addEventListener('abort', () => end(), { once: true });
        write('retry: 1000\n\n');
        cleanUp = open({
          send: ({ id, event, data }) =>
            write(
              `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`,
            ),
          close: () => end(),
          get isClosed() {
            return closed;
          },
        });
        if (closed) cleanUp();
      },
      cancel: () => end(),
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
