import { serve } from '#lib/http/index.ts';
import { createTeamApi, listTeamsApi } from '#lib/people/api.ts';
import { createTeam, listTeams } from '#lib/people/index.ts';

export const GET = serve(listTeamsApi, ({ ctx }) => listTeams(ctx));
export const POST = serve(createTeamApi, ({ ctx, body }) => createTeam(ctx, body));
