import { logger } from '#lib/platform/logger.ts';
import { histogram } from '#lib/platform/metrics.ts';

/** One log line a request (at debug: metrics and audit carry what matters), and its place in the metrics. */
export function observeRequest(
  route: { method: string; path: string },
  answer: { requestId: string; status: number; tookMs: number },
): void {
  const { requestId, status, tookMs } = answer;
  logger('http').debug(
    { requestId, method: route.method, route: route.path, status, ms: Math.round(tookMs) },
    'request',
  );
  // The route's pattern, never the address: one series a route, and no names of anybody's things.
  histogram({
    name: 'foredeck_http_request_duration_seconds',
    help: 'Time from a request to its answer (for streams: to their beginning), by route and status',
    labels: ['method', 'route', 'status'],
  }).observe({ method: route.method, route: route.path, status: String(status) }, tookMs / 1000);
}
