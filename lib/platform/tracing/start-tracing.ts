import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, config } from '../config.ts';
import { type OpenSpan, type SpanFacts, type SpanStart, setTracer } from './trace.ts';

/** How long a process that ends waits for its last spans to be taken, in ms. */
const lastWordsMs = 2000;

export interface RunningTracing {
  /** Sends what has not been sent yet. */
  stop(): Promise<void>;
}

/**
 * Sends spans to the OpenTelemetry collector that OTEL_EXPORTER_OTLP_ENDPOINT names (OTLP over HTTP). Without one nothing is
 * loaded, and no span is made. OTEL_EXPORTER_OTLP_HEADERS and the other variables of the exporter count as usual.
 */
export async function startTracing(
  service: 'foredeck-web' | 'foredeck-worker',
  { tracesUrl, serviceName }: Pick<Config, 'tracesUrl' | 'serviceName'> = config(),
): Promise<RunningTracing> {
  if (tracesUrl === undefined) return { stop: async () => undefined };
  const [api, sdk, exporter, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': serviceName ?? service,
      'service.namespace': 'foredeck',
      'process.pid': process.pid,
    }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter({ url: tracesUrl }) }),
    ],
  });
  const tracer = provider.getTracer('foredeck');
  const kinds = {
    server: api.SpanKind.SERVER,
    consumer: api.SpanKind.CONSUMER,
    internal: api.SpanKind.INTERNAL,
  };
  const open = ({ name, kind, parent, facts }: SpanStart): OpenSpan => {
    const remote = parent === undefined ? undefined : spanContextOf(parent);
    const context = remote ? api.trace.setSpanContext(api.ROOT_CONTEXT, remote) : api.ROOT_CONTEXT;
    const span = tracer.startSpan(name, { kind: kinds[kind], attributes: filled(facts) }, context);
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
      set: (more) => {
        span.setAttributes(filled(more));
      },
      fail: (message) => {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message });
      },
      end: () => span.end(),
    };
  };
  setTracer({ open });
  return {
    async stop() {
      setTracer(undefined);
      // A collector that is away must not keep the process from ending.
      const patience = new AbortController();
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, sleep(lastWordsMs, undefined, { signal: patience.signal })]);
      patience.abort();
    },
  };
}

function spanContextOf(traceparent: string) {
  const [, traceId = '', spanId = '', flags = '00'] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

function filled(facts: SpanFacts): Record<string, string | number | boolean> {
  const entries = Object.entries(facts).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [[key, value] as const],
  );
  return Object.fromEntries(entries);
}
