import { z } from 'zod';
import { endpoint } from '#lib/http/endpoint.ts';
import { AccountConfig, ConnectionReport } from '#lib/kubernetes/accounts/schema.ts';
import { AccountView } from './schema.ts';

export const AccountRef = z.object({ account: z.string().min(1).max(63) });
const Change = z.record(z.string(), z.unknown());
const LIMIT = 2 * 1024 * 1024;

export const listAccountsApi = endpoint({
  method: 'GET',
  path: '/accounts',
  response: z.array(AccountView),
  summary: 'List the accounts that I may see',
});
export const createAccountApi = endpoint({
  method: 'POST',
  path: '/accounts',
  body: AccountConfig,
  response: AccountView,
  bodyLimit: LIMIT,
  summary: 'Add an account',
});
export const getAccountApi = endpoint({
  method: 'GET',
  path: '/accounts/{account}',
  params: AccountRef,
  response: AccountView,
  summary: 'Read an account',
});
export const updateAccountApi = endpoint({
  method: 'PATCH',
  path: '/accounts/{account}',
  params: AccountRef,
  body: Change,
  response: AccountView,
  bodyLimit: LIMIT,
  summary: 'Change an account; what is left out stays (If-Match: its version)',
});
export const deleteAccountApi = endpoint({
  method: 'DELETE',
  path: '/accounts/{account}',
  params: AccountRef,
  summary: 'Remove an account',
});
export const testAccountApi = endpoint({
  method: 'POST',
  path: '/accounts/{account}/test',
  params: AccountRef,
  body: z.object({}),
  response: ConnectionReport,
  summary: 'Try the connection of an account and name what is missing',
});
export const testConnectionApi = endpoint({
  method: 'POST',
  path: '/accounts/test',
  body: AccountConfig,
  response: ConnectionReport,
  bodyLimit: LIMIT,
  summary: 'Try a connection before it is saved',
});
