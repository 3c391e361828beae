import { afterEach, expect, test } from 'vitest';
import { startTracing } from './start-tracing.ts';
import { type ReceivedSpan, startReceiver } from './testing/receiver.ts';
import { currentTrace, inSpan, readTraceparent } from './trace.ts';

const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function collected(work: () => Promise<unknown>): Promise<ReceivedSpan[]> {
  const receiver = await startReceiver();
  stops.push(receiver.stop);
  const tracing = await startTracing('foredeck-web', { tracesUrl: receiver.url, serviceName: undefined });
  await work();
  await tracing.stop();
  return receiver.spans;
}

test('spans hang on the caller’s, and say what is known of them', async () => {
  const spans = await collected(() =>
    inSpan({ name: 'outer', kind: 'server', parent, facts: { ids: 'e', gone: undefined } }, async (span) => {
      span.set({ 'http.response.status_code': 204 });
      await inSpan({ name: 'inner' }, async () => undefined);
    }),
  );
  const [inner, outer] = ['inner', 'outer'].map((name) => spans.find((span) => span.name === name));
  expect(outer).toMatchObject({
    service: 'foredeck-web',
    traceId: 'a'.repeat(32),
    parentSpanId: 'b'.repeat(16),
    facts: { ids: 'e', 'http.response.status_code': 204 },
  });
  expect(inner).toMatchObject({ traceId: outer?.traceId, parentSpanId: outer?.spanId });
});

test('work that throws fails its span without telling what the error says', async () => {
  const spans = await collected(async () => {
    const broken = inSpan({ name: 'broken' }, async () => {
      throw new TypeError('the password is hunter2');
    });
    await expect(broken).rejects.toThrow('hunter2');
  });
  expect(spans).toMatchObject([{ name: 'broken', isFailed: true }]);
  expect(JSON.stringify(spans)).not.toContain('hunter2');
});

test('without a collector no span is made, and the work is done all the same', async () => {
  const tracing = await startTracing('foredeck-web', { tracesUrl: undefined, serviceName: undefined });
  const result = await inSpan({ name: 'work', parent }, async () => currentTrace() ?? 'untraced');
  await tracing.stop();
  expect(result).toBe('untraced');
});

test('a collector that is away keeps neither the work nor the end of the process waiting', async () => {
  const receiver = await startReceiver();
  await receiver.stop();
  const tracing = await startTracing('foredeck-web', { tracesUrl: receiver.url, serviceName: undefined });
  expect(await inSpan({ name: 'work' }, async () => 'done')).toBe('done');
  await tracing.stop();
}, 10_000);

test('only a well-formed trace context of another is taken over', () => {
  expect(readTraceparent(parent)).toBe(parent);
  for (const text of [null, '', 'nonsense', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `${parent}; drop`]) {
    expect(readTraceparent(text)).toBeUndefined();
  }
});
