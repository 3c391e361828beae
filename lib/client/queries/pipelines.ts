import { queryOptions } from '@tanstack/react-query';
import type { getPipelineApi, listPipelinesApi, listRevisionsApi } from '#lib/pipelines/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

export const pipelineQueries = {
  list: (application: string) =>
    queryOptions({
      queryKey: keys.pipelines(application),
      queryFn: ({ signal }) =>
        call<typeof listPipelinesApi>('GET /applications/{application}/pipelines', {
          params: { application },
          signal,
        }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: keys.pipeline(id),
      queryFn: ({ signal }) => call<typeof getPipelineApi>('GET /pipelines/{id}', { params: { id }, signal }),
    }),
  revisions: (id: string) =>
    queryOptions({
      queryKey: [...keys.pipeline(id), 'revisions'],
      queryFn: ({ signal }) =>
        call<typeof listRevisionsApi>('GET /pipelines/{id}/revisions', { params: { id }, signal }),
    }),
};
