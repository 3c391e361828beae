import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { longestSilenceMs, openStream } from './open-stream.ts';

/** A browser's stream whose other end is the test. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readonly url: string;
  readyState = 0;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSource.opened.push(this);
  }
  say(type: string, fields: object = {}) {
    if (type === 'open') this.readyState = 1;
    this.dispatchEvent(Object.assign(new Event(type), fields));
  }
  refuse() {
    this.readyState = FakeSource.CLOSED;
    this.say('error');
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  FakeSource.opened = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function listening() {
  const heard: string[] = [];
  const close = openStream(null, {
    onOpen: () => heard.push('open'),
    onEvent: (_event, id) => heard.push(`event ${id}`),
    onReset: () => heard.push('reset'),
    onLost: () => heard.push('lost'),
    onRefused: () => heard.push('refused'),
  });
  return { heard, close };
}

test('a line that says nothing any more is given up and opened anew where it stopped', () => {
  const { heard, close } = listening();
  FakeSource.opened[0]?.say('open');
  FakeSource.opened[0]?.say('message', { data: '{"kind":"access.changed"}', lastEventId: '7' });
  vi.advanceTimersByTime(longestSilenceMs + 3000);
  expect(heard).toEqual(['open', 'event 7', 'lost']);
  expect(FakeSource.opened.map(({ url, readyState }) => [url, readyState])).toEqual([
    ['/api/events', FakeSource.CLOSED],
    ['/api/events?lastEventId=7', 0],
  ]);
  close();
});

test('a quiet line that says it is alive stays', () => {
  const { heard, close } = listening();
  FakeSource.opened[0]?.say('open');
  for (let beat = 0; beat < 12; beat += 1) {
    vi.advanceTimersByTime(10_000);
    FakeSource.opened[0]?.say('alive');
  }
  expect(heard).toEqual(['open']);
  expect(FakeSource.opened).toHaveLength(1);
  close();
});

test('a refused stream is tried again after growing pauses, and not once it is closed', () => {
  const { heard, close } = listening();
  FakeSource.opened[0]?.refuse();
  expect(heard).toEqual(['lost', 'refused']);
  vi.advanceTimersByTime(1300);
  expect(FakeSource.opened).toHaveLength(2);
  FakeSource.opened[1]?.refuse();
  vi.advanceTimersByTime(1300);
  expect(FakeSource.opened).toHaveLength(2);
  vi.advanceTimersByTime(1300);
  expect(FakeSource.opened).toHaveLength(3);
  close();
  FakeSource.opened[2]?.refuse();
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.opened).toHaveLength(3);
});
