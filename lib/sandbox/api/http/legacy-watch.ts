import type { Catalogue } from '../../kinds/catalogue.ts';
import type { ApiRequest } from './request.ts';
import { route } from './route.ts';

const LEGACY = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\/watch(\/.+)$/;

/** A watch by its old address (`/api/v1/watch/...`), as the watch of a collection that it means; any other request as it is. */
export function modernWatch(catalogue: Catalogue, request: ApiRequest): ApiRequest {
  const [, root = '', rest = ''] = LEGACY.exec(request.path) ?? [];
  if (root === '' || request.method !== 'GET') return request;
  const query = new URLSearchParams(request.query);
  query.set('watch', 'true');
  const target = route(catalogue, `${root}${rest}`);
  if (target.kind !== 'resource' || target.name === undefined)
    return { ...request, path: `${root}${rest}`, query };
  query.set('fieldSelector', `metadata.name=${target.name}`);
  return { ...request, path: `${root}${rest.slice(0, rest.lastIndexOf('/'))}`, query };
}
