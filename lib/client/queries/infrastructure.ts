import { queryOptions } from '@tanstack/react-query';
import type {
  getObjectApi,
  listClustersApi,
  listRolloutsApi,
  previewUndoApi,
} from '#lib/infrastructure/api.ts';
import type { ObjectRef } from '#lib/infrastructure/schema.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

/** Below an application's key, so that a change in its clusters makes the open drawer fetch again too. */
const objectKey = (application: string, ref: ObjectRef) =>
  [...keys.infrastructure(application), ref.account, ref.namespace, ref.kind, ref.name] as const;

export const infrastructureQueries = {
  clusters: (application: string) =>
    queryOptions({
      queryKey: keys.infrastructure(application),
      queryFn: ({ signal }) =>
        call<typeof listClustersApi>('GET /applications/{application}/clusters', {
          params: { application },
          signal,
        }),
    }),
  object: (application: string, ref: ObjectRef) =>
    queryOptions({
      queryKey: objectKey(application, ref),
      queryFn: ({ signal }) =>
        call<typeof getObjectApi>('GET /accounts/{account}/objects/{namespace}/{kind}/{name}', {
          params: ref,
          signal,
        }),
    }),
  rollouts: (application: string, ref: ObjectRef) =>
    queryOptions({
      queryKey: [...objectKey(application, ref), 'rollouts'],
      queryFn: ({ signal }) =>
        call<typeof listRolloutsApi>('GET /accounts/{account}/objects/{namespace}/{kind}/{name}/rollouts', {
          params: ref,
          signal,
        }),
    }),
  undoPreview: (application: string, ref: ObjectRef, revision: number | undefined) =>
    queryOptions({
      queryKey: [...objectKey(application, ref), 'undo', revision ?? 'previous'],
      queryFn: ({ signal }) =>
        call<typeof previewUndoApi>(
          'GET /accounts/{account}/objects/{namespace}/{kind}/{name}/undo-preview',
          { params: ref, query: revision === undefined ? {} : { revision }, signal },
        ),
    }),
};
