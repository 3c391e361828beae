import { serve } from '#lib/http/index.ts';
import { deleteTeamApi } from '#lib/people/api.ts';
import { deleteTeam } from '#lib/people/index.ts';

export const DELETE = serve(
  deleteTeamApi,
  async ({ ctx, params }) => void (await deleteTeam(ctx, params.id)),
);
