import { config } from '#lib/platform/config.ts';
import { Forbidden } from '#lib/platform/errors.ts';

/**
 * Refuses state-changing requests that another site's page makes with the reader's cookies. Browsers name the origin;
 * programs without one (kubectl-like clients, curl) send no ambient cookies, so they pass.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.get('origin');
  if (origin === null && site === null) return;
  const hosts = [new URL(config().url).host, request.headers.get('host')];
  if (
    origin !== null &&
    URL.canParse(origin) &&
    hosts.includes(new URL(origin).host) &&
    site !== 'cross-site'
  )
    return;
  throw new Forbidden('This request came from another site and was refused.');
}
