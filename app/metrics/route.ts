import { metricsResponse } from '#lib/platform/metrics.ts';

export const dynamic = 'force-dynamic';

/** For Prometheus. Open like the health checks: it names routes, never applications, accounts or people. */
export function GET(): Promise<Response> {
  return metricsResponse();
}
