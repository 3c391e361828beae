import type { DomainEvent } from '#lib/events/schema.ts';

interface StreamListener {
  onOpen: () => void;
  onEvent: (event: DomainEvent, id: string | null) => void;
  /** The server no longer knows what came after our last event. */
  onReset: () => void;
  onLost: () => void;
  /** It was answered, or tried to be, and not with a stream: perhaps the session has ended. */
  onRefused: () => void;
}

const firstDelayMs = 1000;
const longestDelayMs = 15_000;
/** The server says something every 10 s; after more than twice that the line is dead, whatever the browser thinks. */
export const longestSilenceMs = 24_000;

/**
 * The live stream, held open whatever happens. The browser resumes a broken connection by itself, with Last-Event-ID;
 * but after an answer other than 200 (a restart behind a proxy, a session that ended) it gives up, and of a line that went
 * dead without a word (a laptop that slept, a proxy that forgot us) it learns nothing. Then we open anew, with growing
 * pauses, and say in the address where to go on.
 */
export function openStream(lastEventId: string | null, listener: StreamListener): () => void {
  let lastId = lastEventId;
  let source: EventSource | null = null;
  let delayMs = firstDelayMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardMs = Date.now();
  let isClosed = false;

  function open() {
    if (isClosed) return;
    heardMs = Date.now();
    const opened = new EventSource(
      lastId ? `/api/events?lastEventId=${encodeURIComponent(lastId)}` : '/api/events',
    );
    source = opened;
    const hear = () => {
      heardMs = Date.now();
    };
    opened.addEventListener('open', () => {
      hear();
      delayMs = firstDelayMs;
      listener.onOpen();
    });
    opened.addEventListener('alive', hear);
    opened.addEventListener('ready', hear);
    opened.addEventListener('reset', () => {
      hear();
      listener.onReset();
    });
    opened.addEventListener('message', (message: MessageEvent<string>) => {
      hear();
      if (message.lastEventId) lastId = message.lastEventId;
      listener.onEvent(readEvent(message.data), lastId);
    });
    opened.addEventListener('error', () => {
      listener.onLost();
      if (opened.readyState !== EventSource.CLOSED) return;
      listener.onRefused();
      openLater();
    });
  }

  function openLater() {
    clearTimeout(timer);
    timer = setTimeout(open, delayMs * (0.75 + Math.random() / 2));
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  }

  function watchSilence() {
    if (source === null || source.readyState === EventSource.CLOSED) return;
    if (Date.now() - heardMs <= longestSilenceMs) return;
    source.close();
    listener.onLost();
    open();
  }

  // A laptop that wakes up must not wait for the longest pause.
  function openNow() {
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    open();
  }

  open();
  const watch = setInterval(watchSilence, 2000);
  globalThis.addEventListener('online', openNow);
  return () => {
    isClosed = true;
    clearTimeout(timer);
    clearInterval(watch);
    globalThis.removeEventListener('online', openNow);
    source?.close();
  };
}

// The server wrote it by the same union; an unknown kind of a newer server falls through every switch.
function readEvent(data: string): DomainEvent {
  return JSON.parse(data);
}
