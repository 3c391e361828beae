import { ApiError } from './api-error.ts';
import type { ApiResource, ResourceQuery } from './contract.ts';

export function collectionPath(resource: ApiResource, namespace?: string | undefined): string {
  const root =
    resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${resource.resource}`;
}

export function objectPath(
  resource: ApiResource,
  ref: { namespace?: string | undefined; name: string },
  subresource?: string | undefined,
): string {
  if (resource.namespaced && !ref.namespace) {
    throw new ApiError({
      code: 400,
      reason: 'BadRequest',
      message: `A ${resource.kind} lives in a namespace: say which one (${ref.name}).`,
    });
  }
  if (!ref.name)
    throw new ApiError({ code: 400, reason: 'BadRequest', message: `Name the ${resource.kind}.` });
  const path = `${collectionPath(resource, ref.namespace)}/${encodeURIComponent(ref.name)}`;
  return subresource ? `${path}/${subresource}` : path;
}

/** Asks for metadata only where wanted; a server that cannot sends the whole object. */
export function acceptOf(
  query: Pick<ResourceQuery, 'metadataOnly'>,
  as: 'PartialObjectMetadata' | 'PartialObjectMetadataList',
): string | undefined {
  return query.metadataOnly ? `application/json;as=${as};g=meta.k8s.io;v=v1,application/json` : undefined;
}
