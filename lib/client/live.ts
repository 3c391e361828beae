import type { QueryClient } from '@tanstack/react-query';
import type { DomainEvent } from '#lib/events/schema.ts';
import { batch } from './batch.ts';
import { type LiveFact, type LiveMessage, type LiveState, liveStateAfter } from './live-connection.ts';
import { openStream } from './open-stream.ts';
import { noteEditors } from './pipeline-editors.ts';
import { administrationQueries } from './queries/administration.ts';
import { keys } from './query-keys.ts';
import { touchedEverywhere, touchedOnce } from './touched-keys.ts';

/*
 * One stream a browser, shared by its tabs. Every tab waits for the same Web Lock; the one that has it leads: it opens the
 * stream and repeats what it hears on a BroadcastChannel. When it closes, the lock passes on and the next tab opens the
 * stream where the last event left off, so nothing is missed.
 *
 *   waiting for the lock (follows)  ->  holds the lock (leads)  ->  closed
 *
 * Lock and channel carry the viewer's id: after another person signs in nobody hears the former one's events.
 */

export interface Live {
  state: () => LiveState;
  subscribe: (listener: () => void) => () => void;
  close: () => void;
}

/** Keeps the page's cache true while it is open. One a page; `close` when it goes. */
export function startLive(queryClient: QueryClient, viewerId: string): Live {
  const name = `foredeck-live-${viewerId}`;
  const channel = new BroadcastChannel(name);
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let state: LiveState = { state: 'connecting' };
  let lastEventId: string | null = null;
  let isLeader = false;
  let closeStream: () => void = () => undefined;

  const timers = {
    now: () => Date.now(),
    later: (work: () => void, ms: number) => void window.setTimeout(work, ms),
  };
  const applySoon = batch<DomainEvent>(
    250,
    (events) => {
      if (closing.signal.aborted) return;
      noteEditors(queryClient, events);
      invalidate(queryClient, touchedOnce(events));
    },
    timers,
  );
  const applyCalmly = batch<DomainEvent>(
    2000,
    (events) => {
      if (!closing.signal.aborted) invalidate(queryClient, touchedEverywhere(events));
    },
    timers,
  );
  function apply(event: DomainEvent) {
    applySoon(event);
    applyCalmly(event);
  }

  function show(next: LiveState) {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function note(fact: LiveFact) {
    const before = state;
    show(liveStateAfter(state, fact, Date.now()));
    if (state !== before) tell({ kind: 'state', state, lastEventId });
  }

  function tell(message: LiveMessage) {
    if (!closing.signal.aborted) channel.postMessage(message);
  }

  function reset() {
    void queryClient.invalidateQueries();
  }

  function lead() {
    isLeader = true;
    let hasBeenLost = false;
    closeStream = openStream(lastEventId, {
      onOpen: () => {
        // Changes of a cluster's cache are told but not stored, so a break may have swallowed some.
        if (hasBeenLost) recover(queryClient);
        // Without a last event there is nothing to resume from.
        if (hasBeenLost && lastEventId === null) restart();
        hasBeenLost = false;
        note({ kind: 'opened' });
      },
      onEvent: (event, id) => {
        lastEventId = id;
        apply(event);
        tell({ kind: 'event', event, lastEventId });
      },
      onReset: restart,
      onLost: () => {
        hasBeenLost = true;
        note({ kind: 'lost' });
      },
      // A session that has ended is told apart from a server that is away by asking who one is: see the cache's answer to 401.
      onRefused: () =>
        void queryClient.fetchQuery({ ...administrationQueries.me(), staleTime: 0 }).catch(() => undefined),
    });
  }

  function restart() {
    reset();
    tell({ kind: 'reset' });
  }

  channel.addEventListener('message', ({ data: message }: MessageEvent<LiveMessage>) => {
    switch (message.kind) {
      case 'hello':
        if (isLeader) tell({ kind: 'state', state, lastEventId });
        return;
      case 'state':
        if (state.state !== 'live' && state.state !== 'connecting' && message.state.state === 'live') {
          recover(queryClient);
        }
        lastEventId = message.lastEventId;
        show(message.state);
        return;
      case 'event':
        lastEventId = message.lastEventId;
        apply(message.event);
        return;
      case 'reset':
        reset();
        return;
      default:
        message satisfies never;
    }
  });

  const patience = window.setInterval(() => note({ kind: 'waited' }), 1000);
  tell({ kind: 'hello' });
  navigator.locks
    .request(name, { signal: closing.signal }, () => {
      // A request that was given up may be granted all the same, when both cross on their way.
      if (closing.signal.aborted) return;
      lead();
      return new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()));
    })
    .catch(() => undefined);

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing.abort();
      closeStream();
      window.clearInterval(patience);
      channel.close();
    },
  };
}

/** After a break: what is told but not stored may have been missed, and what failed while the server was away is asked again. */
function recover(queryClient: QueryClient): void {
  invalidate(queryClient, [keys.allInfrastructure()]);
  void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
}

function invalidate(queryClient: QueryClient, touched: readonly (readonly unknown[])[]): void {
  for (const queryKey of touched) void queryClient.invalidateQueries({ queryKey });
}
