import { expect, test } from 'vitest';
import { counter, gauge, histogram, metricsResponse } from './metrics.ts';

test('what was counted stands in the text for Prometheus, beside the numbers of Node itself', async () => {
  counter({ name: 'foredeck_test_total', help: 'Tests', labels: ['kind'] }).inc({ kind: 'unit' }, 2);
  histogram({ name: 'foredeck_test_seconds', help: 'Time' }).observe(0.02);
  const text = await (await metricsResponse()).text();
  expect(text).toContain('foredeck_test_total{kind="unit"} 2');
  expect(text).toContain('foredeck_test_seconds_bucket{le="0.025"} 1');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
});

test('a metric is made once, however often it is asked for', async () => {
  for (let time = 0; time < 3; time += 1) counter({ name: 'foredeck_once_total', help: 'Once' }).inc();
  expect(await (await metricsResponse()).text()).toContain('foredeck_once_total 3');
});

test('a gauge can be set at the moment somebody looks', async () => {
  let size = 1;
  gauge({ name: 'foredeck_size', help: 'Size', collect: (self) => self.set(size) });
  size = 7;
  expect(await (await metricsResponse()).text()).toContain('foredeck_size 7');
});
