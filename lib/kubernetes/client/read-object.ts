import { type Fields, isFields, type KubernetesObject } from '../manifests/object.ts';
import { listAt, textAt } from '../manifests/readers.ts';
import { ApiError } from './api-error.ts';
import type { ApiResource } from './contract.ts';

/** An object of an answer. Lists leave out what their items are, and metadata-only answers call them otherwise: both are put right. */
export function readObject(value: unknown, resource: ApiResource): KubernetesObject {
  if (!isFields(value) || !isFields(value.metadata)) {
    throw new ApiError({
      code: 0,
      reason: 'BadAnswer',
      message: `The cluster answered with something that is no ${resource.kind}.`,
    });
  }
  return asObject(value, resource);
}

export function readList(value: unknown, resource: ApiResource): KubernetesObject[] {
  return listAt(value, 'items').map((item) => readObject(item, resource));
}

/** Like `readObject`, for an answer that may be of another kind than the call's (a scale, a Status). */
export function readAnswer(value: unknown): KubernetesObject {
  if (!isFields(value) || !isFields(value.metadata)) {
    throw new ApiError({
      code: 0,
      reason: 'BadAnswer',
      message: 'The cluster answered with something that is no object.',
    });
  }
  return {
    ...value,
    apiVersion: textAt(value, 'apiVersion') ?? '',
    kind: textAt(value, 'kind') ?? '',
    metadata: value.metadata,
  };
}

function asObject(value: Fields, resource: ApiResource): KubernetesObject {
  const isNamed = typeof value.kind === 'string' && typeof value.apiVersion === 'string';
  const isPartial = value.kind === 'PartialObjectMetadata';
  const type = isNamed && !isPartial ? {} : { apiVersion: resource.apiVersion, kind: resource.kind };
  // Holds because the caller saw that there is metadata, and the types of its fields are the API server's promise.
  return { ...value, ...type } as KubernetesObject;
}
