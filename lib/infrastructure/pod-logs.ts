import type { Context } from '#lib/auth/index.ts';
import { type EventWriter, sseResponse } from '#lib/http/sse.ts';
import { messageOf } from '#lib/platform/errors.ts';
import { openObject } from './open-object.ts';
import type { ObjectRef } from './schema.ts';

export interface LogQuery {
  container?: string | undefined;
  previous: boolean;
  tailLines: number;
}

const LIMIT_BYTES = 5_000_000;
/** Lines go out in bundles, so that ten thousand a second are a few messages. */
const BUNDLE_MS = 100;

/** The last lines of a container. */
export async function readPodLogs(
  ctx: Context,
  pod: Omit<ObjectRef, 'kind'>,
  query: LogQuery,
): Promise<{ text: string }> {
  const { member } = await openObject(ctx, { ...pod, kind: 'Pod' });
  const text = await member.client.logs(
    { namespace: pod.namespace, name: pod.name },
    { ...query, limitBytes: LIMIT_BYTES },
  );
  return { text };
}

/** The container's lines as they come, as server-sent events `{ lines: string[] }`; `end` when the container ended. */
export async function followPodLogs(
  ctx: Context,
  pod: Omit<ObjectRef, 'kind'>,
  query: LogQuery,
  request: Request,
): Promise<Response> {
  const { member } = await openObject(ctx, { ...pod, kind: 'Pod' });
  return sseResponse(request, (writer) => {
    const gone = new AbortController();
    const lines = member.client.followLogs(
      { namespace: pod.namespace, name: pod.name },
      { ...query, signal: gone.signal },
    );
    void pump(lines, writer);
    return () => gone.abort();
  });
}

async function pump(lines: AsyncGenerator<string, void>, writer: EventWriter): Promise<void> {
  let bundle: string[] = [];
  const flush = () => {
    if (bundle.length > 0) writer.send({ data: { lines: bundle } });
    bundle = [];
  };
  const timer = setInterval(flush, BUNDLE_MS);
  try {
    for await (const line of lines) bundle.push(line);
    flush();
    writer.send({ event: 'end', data: {} });
  } catch (error) {
    flush();
    if (!writer.isClosed) writer.send({ event: 'end', data: { error: messageOf(error) } });
  } finally {
    clearInterval(timer);
    writer.close();
  }
}
