import { apiVersionOf, type Catalogue, type ServedResource } from '../../kinds/catalogue.ts';
import { fromStorage } from '../../kinds/convert.ts';
import type { JsonObject, KubernetesObject } from '../../store/object.ts';
import { columnDefinitions, rowOf } from '../tables/table.ts';
import type { View } from './accept.ts';

interface Presentation {
  readonly resource: ServedResource;
  readonly catalogue: Catalogue;
  readonly view: View;
  readonly now: Date;
}

function metadataOnly(object: KubernetesObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function row(object: KubernetesObject, { resource, view, now }: Presentation): JsonObject {
  const cells = rowOf(resource, object, now);
  const include = view.kind === 'table' ? view.include : 'None';
  if (include === 'None') return { cells, object: null };
  return { cells, object: include === 'Object' ? fromStorage(resource, object) : metadataOnly(object) };
}

function table(objects: readonly KubernetesObject[], metadata: JsonObject, show: Presentation): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columnDefinitions(show.resource),
    rows: objects.map((object) => row(object, show)),
  };
}

/** One stored object as the client wants to see it. */
export function presentObject(object: KubernetesObject, show: Presentation): unknown {
  switch (show.view.kind) {
    case 'objects':
      return fromStorage(show.resource, object);
    case 'metadata':
      return metadataOnly(object);
    case 'table':
      return table([object], { resourceVersion: object.metadata.resourceVersion }, show);
    default:
      return show.view satisfies never;
  }
}

/** A list of stored objects as the client wants to see it. */
export function presentList(
  objects: readonly KubernetesObject[],
  metadata: JsonObject,
  show: Presentation,
): unknown {
  const { resource, view } = show;
  switch (view.kind) {
    case 'table':
      return table(objects, metadata, show);
    case 'metadata':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: objects.map(metadataOnly),
      };
    case 'objects':
      return {
        kind: `${resource.kind}List`,
        apiVersion: apiVersionOf(resource.group, resource.version),
        metadata,
        items: objects.map((object) => withoutType(resource, fromStorage(resource, object))),
      };
    default:
      return view satisfies never;
  }
}

/** Items of built-in lists do not repeat their kind; those of custom resources do. */
function withoutType(resource: ServedResource, object: KubernetesObject): unknown {
  if (resource.custom !== undefined) return object;
  const { kind: _, apiVersion: __, ...rest } = object;
  return rest;
}
