export { createApiToken, listApiTokens, revokeApiToken } from './api-tokens.ts';
export { me } from './me.ts';
export { createTeam, deleteTeam, listTeams } from './teams.ts';
export { createUser, listUsers, updateUser } from './users.ts';
