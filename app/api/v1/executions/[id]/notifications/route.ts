import { serve } from '#lib/http/index.ts';
import { listDeliveriesApi } from '#lib/notifications/api.ts';
import { listDeliveries } from '#lib/notifications/index.ts';

export const GET = serve(listDeliveriesApi, ({ ctx, params }) => listDeliveries(ctx, params.id));
