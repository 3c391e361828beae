import { queryOptions } from '@tanstack/react-query';
import { listAccountsApi } from '#lib/accounts/api.ts';
import { listAuditApi } from '#lib/audit/api.ts';
import { getExamplesApi } from '#lib/bootstrap/api.ts';
import { listFreshnessApi } from '#lib/infrastructure/api.ts';
import { listApiTokensApi, listTeamsApi, listUsersApi, meApi } from '#lib/people/api.ts';
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
  me: () => queryOptions({ queryKey: keys.me(), queryFn: ({ signal }) => call(meApi, { signal }) }),
  tokens: () =>
    queryOptions({
      queryKey: [...keys.me(), 'tokens'],
      queryFn: ({ signal }) => call(listApiTokensApi, { signal }),
    }),
  accounts: () =>
    queryOptions({ queryKey: keys.accounts(), queryFn: ({ signal }) => call(listAccountsApi, { signal }) }),
  /** Changes without an event of its own (a cluster goes away), so it is asked for again. */
  freshness: () =>
    queryOptions({
      queryKey: [...keys.accounts(), 'freshness'],
      queryFn: ({ signal }) => call(listFreshnessApi, { signal }),
      refetchInterval: 10_000,
    }),
  users: () =>
    queryOptions({ queryKey: keys.users(), queryFn: ({ signal }) => call(listUsersApi, { signal }) }),
  teams: () =>
    queryOptions({ queryKey: keys.teams(), queryFn: ({ signal }) => call(listTeamsApi, { signal }) }),
  audit: (filters: AuditFilters) =>
    queryOptions({
      queryKey: [...keys.audit(), filters],
      queryFn: ({ signal }) => call(listAuditApi, { query: filters, signal }),
    }),
  examples: () =>
    queryOptions({ queryKey: ['examples'], queryFn: ({ signal }) => call(getExamplesApi, { signal }) }),
};
