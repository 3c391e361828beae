import { queryOptions } from '@tanstack/react-query';
import type { listAccountsApi } from '#lib/accounts/api.ts';
import type { listAuditApi } from '#lib/audit/api.ts';
import type { getExamplesApi } from '#lib/bootstrap/api.ts';
import type { listFreshnessApi } from '#lib/infrastructure/api.ts';
import type { listApiTokensApi, listTeamsApi, listUsersApi, meApi } from '#lib/people/api.ts';
import { call } from '../call.ts';
import { keys } from '../query-keys.ts';

interface AuditFilters {
  actor?: string;
  action?: string;
  application?: string;
  text?: string;
  before?: string;
  limit?: number;
}

export const administrationQueries = {
  me: () =>
    queryOptions({ queryKey: keys.me(), queryFn: ({ signal }) => call<typeof meApi>('GET /me', { signal }) }),
  tokens: () =>
    queryOptions({
      queryKey: [...keys.me(), 'tokens'],
      queryFn: ({ signal }) => call<typeof listApiTokensApi>('GET /me/tokens', { signal }),
    }),
  accounts: () =>
    queryOptions({
      queryKey: keys.accounts(),
      queryFn: ({ signal }) => call<typeof listAccountsApi>('GET /accounts', { signal }),
    }),
  /** An event tells every change of a connection; only while one is broken it is asked for again, to be sure. */
  freshness: () =>
    queryOptions({
      queryKey: [...keys.accounts(), 'freshness'],
      queryFn: ({ signal }) => call<typeof listFreshnessApi>('GET /infrastructure/freshness', { signal }),
      refetchInterval: ({ state }) =>
        state.data?.some((account) => account.state !== 'live') ? 10_000 : false,
    }),
  users: () =>
    queryOptions({
      queryKey: keys.users(),
      queryFn: ({ signal }) => call<typeof listUsersApi>('GET /users', { signal }),
    }),
  teams: () =>
    queryOptions({
      queryKey: keys.teams(),
      queryFn: ({ signal }) => call<typeof listTeamsApi>('GET /teams', { signal }),
    }),
  audit: (filters: AuditFilters) =>
    queryOptions({
      queryKey: [...keys.audit(), filters],
      queryFn: ({ signal }) => call<typeof listAuditApi>('GET /audit', { query: filters, signal }),
    }),
  examples: () =>
    queryOptions({
      queryKey: ['examples'],
      queryFn: ({ signal }) => call<typeof getExamplesApi>('GET /examples', { signal }),
    }),
};
