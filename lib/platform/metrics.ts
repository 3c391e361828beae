import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { processState } from './process-state.ts';

interface Definition<Label extends string> {
  /** Base unit in the name, as Prometheus asks: `foredeck_..._seconds`. */
  name: string;
  help: string;
  labels?: readonly Label[];
}

/** The numbers of this process, with Node's own (memory, event loop, garbage collection). */
export function metricsRegistry(): Registry {
  return processState('metrics.registry', () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });
}

/** The counter of that name, made at first use. */
export function counter<Label extends string = never>(definition: Definition<Label>): Counter<Label> {
  return processState(`metrics.${definition.name}`, () => new Counter(optionsOf(definition)));
}

/** The gauge of that name. `collect` sets it whenever somebody reads the metrics. */
export function gauge<Label extends string = never>(
  definition: Definition<Label> & { collect?: (gauge: Gauge<Label>) => void | Promise<void> },
): Gauge<Label> {
  const { collect } = definition;
  return processState(
    `metrics.${definition.name}`,
    () =>
      new Gauge<Label>({
        ...optionsOf(definition),
        ...(collect
          ? {
              collect() {
                return collect(this);
              },
            }
          : {}),
      }),
  );
}

/** The histogram of that name, with buckets in seconds from a millisecond to a minute. */
export function histogram<Label extends string = never>(definition: Definition<Label>): Histogram<Label> {
  const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
  return processState(
    `metrics.${definition.name}`,
    () => new Histogram<Label>({ ...optionsOf(definition), buckets }),
  );
}

/** All metrics in Prometheus' text form. */
export async function metricsResponse(): Promise<Response> {
  const registry = metricsRegistry();
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
}

function optionsOf<Label extends string>({ name, help, labels }: Definition<Label>) {
  return { name, help, labelNames: [...(labels ?? [])], registers: [metricsRegistry()] };
}
