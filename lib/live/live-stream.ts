import { applicationsFor } from '#lib/applications/index.ts';
import { actorOfSession, authenticate, type Context } from '#lib/auth/index.ts';
import { readSince, type StreamedEvent, subscribe } from '#lib/events/index.ts';
import { type EventWriter, sseResponse } from '#lib/http/sse.ts';
import { Unauthenticated } from '#lib/platform/errors.ts';
import { tellClusterChanges } from './cluster-events.ts';

/** A stream outlives no withdrawal of rights by more than this. */
const RECHECK_MS = 5000;

/**
 * The one live stream of a browser: every event whose application its reader may read. What the reader may see is looked
 * up again every few seconds and at once when rights change; when the session ends, so does the stream.
 *
 * `reset` tells the browser that it was away for too long and must fetch everything anew.
 */
export async function liveStream(request: Request, requestId: string): Promise<Response> {
  const ctx = await authenticate(request, requestId);
  if (ctx.actor.kind !== 'user') throw new Unauthenticated();
  void tellClusterChanges();
  let readable = await applicationsFor(ctx, 'READ');
  const lastId = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId');
  return sseResponse(request, (writer) => {
    const tell = (event: StreamedEvent) => {
      if (event.kind === 'access.changed' || event.kind === 'application.changed') void recheck();
      if ('application' in event && !readable.has(event.application)) return;
      // Who gained or lost rights is nobody else's business.
      if (event.kind === 'access.changed' && event.userId && event.userId !== userOf(ctx)) return;
      writer.send({ ...(event.id ? { id: event.id } : {}), data: event });
    };
    const recheck = async () => {
      try {
        const current = await refreshed(ctx);
        if (!current) return writer.close();
        readable = await applicationsFor(current, 'READ');
      } catch {
        // The database is away: rights cannot be confirmed, and nothing can happen to them either. Asked again soon.
      }
    };
    const stop = subscribe(tell);
    const timer = setInterval(() => void recheck(), RECHECK_MS);
    void catchUp(writer, lastId, tell);
    return () => {
      stop();
      clearInterval(timer);
    };
  });
}

async function catchUp(
  writer: EventWriter,
  lastId: string | null,
  tell: (event: StreamedEvent) => void,
): Promise<void> {
  const missed = lastId ? await readSince(lastId).catch(() => undefined) : [];
  if (missed === undefined) writer.send({ event: 'reset', data: {} });
  else for (const event of missed) tell(event);
  writer.send({ event: 'ready', data: {} });
}

/** The same person as of now, or nobody. */
async function refreshed(ctx: Context): Promise<Context | undefined> {
  if (ctx.actor.kind !== 'user' || !('session' in ctx.actor.via)) return ctx;
  const actor = await actorOfSession(ctx.actor.via.session);
  return actor.kind === 'user' ? { ...ctx, actor } : undefined;
}

function userOf(ctx: Context): string | undefined {
  return ctx.actor.kind === 'user' ? ctx.actor.id : undefined;
}
