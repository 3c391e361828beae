import { listAuditApi } from '#lib/audit/api.ts';
import { listAudit } from '#lib/audit/list-audit.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(listAuditApi, ({ ctx, query }) => listAudit(ctx, query));
