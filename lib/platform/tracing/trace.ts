import { AsyncLocalStorage } from 'node:async_hooks';
import { processState } from '../process-state.ts';

/** What is known of a span; what is undefined is left out. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface OpenSpan {
  /** W3C Trace Context of the span: whoever hangs a span on it, in whatever process, belongs to the same trace. */
  readonly traceparent: string;
  readonly set: (facts: SpanFacts) => void;
  /** Marks it as failed. The sentence must hold no secrets. */
  readonly fail: (sentence: string) => void;
  readonly end: () => void;
}

export interface SpanStart {
  readonly name: string;
  /** `server`: answers a request; `consumer`: carries out a job; `internal`: the rest. */
  readonly kind: 'server' | 'consumer' | 'internal';
  readonly parent: string | undefined;
  readonly facts: SpanFacts;
}

/** Where spans go. There is none unless tracing was started (start-tracing.ts): then a span costs nothing. */
export interface Tracer {
  readonly open: (start: SpanStart) => OpenSpan;
}

interface Tracing {
  tracer: Tracer | undefined;
  readonly current: AsyncLocalStorage<string>;
}

const tracing = (): Tracing =>
  processState('tracing', () => ({ tracer: undefined, current: new AsyncLocalStorage<string>() }));

export function setTracer(tracer: Tracer | undefined): void {
  tracing().tracer = tracer;
}

/** The trace context of the work under way. */
export const currentTrace = (): string | undefined => tracing().current.getStore();

/** `00-<32 hex>-<16 hex>-<2 hex>`, or undefined: whatever else a caller sends is no parent. */
export function readTraceparent(text: string | null | undefined): string | undefined {
  return text?.match(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/)?.[0];
}

const noSpan: Pick<OpenSpan, 'set' | 'fail'> = { set: () => undefined, fail: () => undefined };

/**
 * Does the work inside a span, so that spans begun by it, here or in another process, hang on this one.
 *
 * @example inSpan({ name: 'execution.start', facts: { application } }, async (span) => { ... })
 */
export async function inSpan<T>(
  start: Partial<SpanStart> & Pick<SpanStart, 'name'>,
  work: (span: Pick<OpenSpan, 'set' | 'fail'>) => Promise<T>,
): Promise<T> {
  const { tracer, current } = tracing();
  if (!tracer) return await work(noSpan);
  const span = tracer.open({
    kind: 'internal',
    facts: {},
    ...start,
    parent: start.parent ?? current.getStore(),
  });
  try {
    return await current.run(span.traceparent, () => work(span));
  } catch (thrown) {
    // Only the kind: what an error says may hold what a user typed.
    span.fail(thrown instanceof Error ? thrown.name : 'Error');
    throw thrown;
  } finally {
    span.end();
  }
}
