import type { DomainEvent } from '#lib/events/schema.ts';

interface StreamListener {
  onOpen: () => void;
  onEvent: (event: DomainEvent, id: string | null) => void;
  /** The server no longer knows what came after our last event. */
  onReset: () => void;
  onLost: () => void;
}

const firstDelayMs = 1000;
const longestDelayMs = 15_000;

/**
 * The live stream, held open whatever happens. The browser resumes a broken connection by itself, with Last-Event-ID;
 * but after an answer other than 200 (a restart behind a proxy, a session that ended) it gives up, so we open anew with
 * growing pauses and say in the address where to go on.
 */
export function openStream(lastEventId: string | null, listener: StreamListener): () => void {
  let lastId = lastEventId;
  let source: EventSource | null = null;
  let delayMs = firstDelayMs;
  let timer: number | undefined;
  let isClosed = false;

  function open() {
    if (isClosed) return;
    source = new EventSource(
      lastId ? `/api/events?lastEventId=${encodeURIComponent(lastId)}` : '/api/events',
    );
    source.addEventListener('open', () => {
      delayMs = firstDelayMs;
      listener.onOpen();
    });
    source.addEventListener('reset', () => listener.onReset());
    source.addEventListener('message', (message: MessageEvent<string>) => {
      if (message.lastEventId) lastId = message.lastEventId;
      listener.onEvent(readEvent(message.data), lastId);
    });
    source.addEventListener('error', () => {
      listener.onLost();
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, delayMs * (0.75 + Math.random() / 2));
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    });
  }

  // A laptop that wakes up must not wait for the longest pause.
  function openNow() {
    if (source?.readyState !== EventSource.CLOSED) return;
    window.clearTimeout(timer);
    open();
  }

  open();
  window.addEventListener('online', openNow);
  return () => {
    isClosed = true;
    window.clearTimeout(timer);
    window.removeEventListener('online', openNow);
    source?.close();
  };
}

// The server wrote it by the same union; an unknown kind of a newer server falls through every switch.
function readEvent(data: string): DomainEvent {
  return JSON.parse(data);
}
