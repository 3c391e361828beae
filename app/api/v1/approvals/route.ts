import { listApprovalsApi } from '#lib/executions/api.ts';
import { listApprovals } from '#lib/executions/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(listApprovalsApi, ({ ctx }) => listApprovals(ctx));
