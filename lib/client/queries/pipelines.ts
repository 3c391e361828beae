import { queryOptions } from '@tanstack/react-query';
import { getPipelineApi, listPipelinesApi, listRevisionsApi } from '#lib/pipelines/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

export const pipelineQueries = {
  list: (application: string) =>
    queryOptions({
      queryKey: keys.pipelines(application),
      queryFn: ({ signal }) => call(listPipelinesApi, { params: { application }, signal }),
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: keys.pipeline(id),
      queryFn: ({ signal }) => call(getPipelineApi, { params: { id }, signal }),
    }),
  revisions: (id: string) =>
    queryOptions({
      queryKey: [...keys.pipeline(id), 'revisions'],
      queryFn: ({ signal }) => call(listRevisionsApi, { params: { id }, signal }),
    }),
};
