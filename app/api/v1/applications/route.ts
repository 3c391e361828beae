import { createApplicationApi, listApplicationsApi } from '#lib/applications/api.ts';
import { createApplication, listApplications } from '#lib/applications/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(listApplicationsApi, ({ ctx }) => listApplications(ctx));
export const POST = serve(createApplicationApi, ({ ctx, body }) => createApplication(ctx, body));
