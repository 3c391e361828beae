import { queryOptions } from '@tanstack/react-query';
import type { getApplicationApi, listApplicationsApi } from '#lib/applications/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

export const applicationQueries = {
  list: () =>
    queryOptions({
      queryKey: keys.applications(),
      queryFn: ({ signal }) => call<typeof listApplicationsApi>('GET /applications', { signal }),
    }),
  one: (application: string) =>
    queryOptions({
      queryKey: keys.application(application),
      queryFn: ({ signal }) =>
        call<typeof getApplicationApi>('GET /applications/{application}', {
          params: { application },
          signal,
        }),
    }),
};
