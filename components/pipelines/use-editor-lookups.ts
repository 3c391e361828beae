import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Lookups } from '#components/pipeline-editor/lookups.ts';
import { call } from '#lib/client/call.ts';
import { administrationQueries } from '#lib/client/queries/administration.ts';
import { applicationQueries } from '#lib/client/queries/applications.ts';
import { pipelineQueries } from '#lib/client/queries/pipelines.ts';
import type { listManifestNamesApi, listNamespacesApi } from '#lib/infrastructure/api.ts';
import { parsePipeline } from '#lib/pipelines/definition/index.ts';

const MINUTE_MS = 60_000;

/** What the editor asks about the world; undefined until the lists that problems are found by are there. */
export function useEditorLookups(): Lookups | undefined {
  const client = useQueryClient();
  const accounts = useQuery(administrationQueries.accounts()).data;
  const applications = useQuery(applicationQueries.list()).data;
  const teams = useQuery(administrationQueries.teams()).data;
  return useMemo((): Lookups | undefined => {
    if (!accounts || !applications || !teams) return undefined;
    return {
      accounts: accounts.map(({ name, isProduction }) => ({ name, isProduction })),
      applications: applications.map(({ name }) => name),
      roles: teams.map(({ name }) => name),
      namespaces: (account) =>
        client.fetchQuery({
          queryKey: ['choices', 'namespaces', account],
          queryFn: ({ signal }) =>
            call<typeof listNamespacesApi>('GET /accounts/{account}/namespaces', {
              params: { account },
              signal,
            }),
          staleTime: MINUTE_MS,
        }),
      manifests: (account, namespace, kinds) =>
        client.fetchQuery({
          queryKey: ['choices', 'manifests', account, namespace, kinds],
          queryFn: ({ signal }) =>
            call<typeof listManifestNamesApi>('GET /accounts/{account}/manifests', {
              params: { account },
              query: { namespace, ...(kinds ? { kinds: kinds.join(',') } : {}) },
              signal,
            }),
          staleTime: MINUTE_MS,
        }),
      pipelines: async (application) => {
        const list = await client.fetchQuery({ ...pipelineQueries.list(application), staleTime: MINUTE_MS });
        return Promise.all(
          list.map(async ({ id, name }) => {
            const { definition } = await client.fetchQuery({
              ...pipelineQueries.one(id),
              staleTime: MINUTE_MS,
            });
            const parameters = parsePipeline(definition).parameters.map((parameter) => ({
              name: parameter.name,
              label: parameter.label,
              description: parameter.description,
              default: String(parameter.default ?? ''),
            }));
            return { id, name, parameters };
          }),
        );
      },
    };
  }, [client, accounts, applications, teams]);
}
