import type { Catalogue, ServedResource } from '../../kinds/catalogue.ts';
import { StatusError } from '../../store/status-error.ts';

/** Where a path below /api or /apis leads. */
export type Target =
  | { readonly kind: 'group-list' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'resource-list'; readonly group: string; readonly version: string }
  | {
      readonly kind: 'resource';
      readonly resource: ServedResource;
      readonly namespace?: string;
      readonly name?: string;
      readonly subresource?: string;
    };

/** The 404 for paths that are not served. */
export function unknownPath(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
}

function resourceTarget(
  catalogue: Catalogue,
  group: string,
  version: string,
  rest: readonly string[],
): Target {
  // Below /namespaces/NAME lies either a resource in the namespace or a subresource of the namespace itself.
  const inNamespace =
    rest[0] === 'namespaces' &&
    rest.length > 2 &&
    catalogue.find(group, version, rest[2] ?? '') !== undefined;
  const [namespace, path] = inNamespace ? [rest[1], rest.slice(2)] : [undefined, rest];
  const [plural = '', name, subresource, ...more] = path;
  const resource = catalogue.find(group, version, plural);
  if (resource === undefined || more.length > 0) throw unknownPath();
  return {
    kind: 'resource',
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}

/**
 * Reads an API path.
 * @throws StatusError NotFound where nothing is served
 */
export function route(catalogue: Catalogue, path: string): Target {
  const [root, ...parts] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  if (root === 'api') {
    if (parts.length === 0) return { kind: 'group-list' };
    const [version = '', ...rest] = parts;
    if (version !== 'v1') throw unknownPath();
    return rest.length === 0
      ? { kind: 'resource-list', group: '', version }
      : resourceTarget(catalogue, '', version, rest);
  }
  const [group, version, ...rest] = parts;
  if (group === undefined) return { kind: 'group-list' };
  if (version === undefined) return { kind: 'group', group };
  if (rest.length === 0) return { kind: 'resource-list', group, version };
  return resourceTarget(catalogue, group, version, rest);
}
