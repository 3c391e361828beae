import { listAccounts } from '#lib/accounts/index.ts';
import { applicationsFor } from '#lib/applications/index.ts';
import { actorAsOfNow, authenticate, type Context } from '#lib/auth/index.ts';
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
  let rights = await rightsOf(ctx);
  const lastId = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId');
  return sseResponse(request, (writer) => {
    const send = (event: StreamedEvent) =>
      writer.send({ ...(event.id ? { id: event.id } : {}), data: event });
    const recheck = async (event?: StreamedEvent) => {
      const before = rights;
      try {
        const current = await refreshed(ctx);
        if (!current) return writer.close();
        rights = await rightsOf(current);
      } catch {
        // The database is away: rights cannot be confirmed, and nothing can happen to them either. Asked again soon.
      }
      // Who just gained or lost the thing hears of it too, once: their lists are to change.
      if (event && (mayHear(ctx, before, event) || mayHear(ctx, rights, event))) send(event);
    };
    const tell = (event: StreamedEvent) => {
      if (changesRights.has(event.kind)) void recheck(event);
      else if (mayHear(ctx, rights, event)) send(event);
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

const changesRights: ReadonlySet<string> = new Set([
  'access.changed',
  'application.changed',
  'account.changed',
]);

interface Rights {
  applications: ReadonlySet<string>;
  accounts: ReadonlySet<string>;
}

async function rightsOf(ctx: Context): Promise<Rights> {
  const [applications, accounts] = await Promise.all([applicationsFor(ctx, 'READ'), listAccounts(ctx)]);
  return { applications, accounts: new Set(accounts.map((account) => account.name)) };
}

function mayHear(ctx: Context, rights: Rights, event: StreamedEvent): boolean {
  if ('application' in event && !rights.applications.has(event.application)) return false;
  if ('account' in event && !rights.accounts.has(event.account)) return false;
  // Who gained or lost rights is nobody else's business.
  return event.kind !== 'access.changed' || !event.userId || event.userId === userOf(ctx);
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
  const actor = await actorAsOfNow(ctx.actor);
  return actor.kind === 'user' ? { ...ctx, actor } : undefined;
}

function userOf(ctx: Context): string | undefined {
  return ctx.actor.kind === 'user' ? ctx.actor.id : undefined;
}
