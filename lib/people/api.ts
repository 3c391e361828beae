import { z } from 'zod';
import {
  ApiToken,
  CreateApiToken,
  CreateUser,
  Me,
  SaveTeam,
  Team,
  UpdateUser,
  User,
} from '#lib/auth/schema.ts';
import { endpoint } from '#lib/http/endpoint.ts';

const Id = z.object({ id: z.string().min(1).max(64) });

export const meApi = endpoint({ method: 'GET', path: '/me', response: Me, summary: 'Who is signed in' });
export const listUsersApi = endpoint({
  method: 'GET',
  path: '/users',
  response: z.array(User),
  summary: 'List users',
});
export const createUserApi = endpoint({
  method: 'POST',
  path: '/users',
  body: CreateUser,
  response: User,
  summary: 'Add a user',
});
export const updateUserApi = endpoint({
  method: 'PATCH',
  path: '/users/{id}',
  params: Id,
  body: UpdateUser,
  response: User,
  summary: 'Change a user',
});
export const listTeamsApi = endpoint({
  method: 'GET',
  path: '/teams',
  response: z.array(Team),
  summary: 'List teams',
});
export const createTeamApi = endpoint({
  method: 'POST',
  path: '/teams',
  body: SaveTeam,
  response: Team,
  summary: 'Add a team',
});
export const deleteTeamApi = endpoint({
  method: 'DELETE',
  path: '/teams/{id}',
  params: Id,
  summary: 'Remove a team',
});
export const listApiTokensApi = endpoint({
  method: 'GET',
  path: '/me/tokens',
  response: z.array(ApiToken),
  summary: 'List my API tokens',
});
export const createApiTokenApi = endpoint({
  method: 'POST',
  path: '/me/tokens',
  body: CreateApiToken,
  response: ApiToken.extend({ token: z.string() }),
  summary: 'Make an API token',
});
export const revokeApiTokenApi = endpoint({
  method: 'DELETE',
  path: '/me/tokens/{id}',
  params: Id,
  summary: 'End an API token',
});
