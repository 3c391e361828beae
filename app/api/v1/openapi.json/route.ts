import { serve } from '#lib/http/index.ts';
import { openApiApi } from '#lib/http/openapi/api.ts';
import { openApiDocument } from '#lib/http/openapi/document.ts';
import { config } from '#lib/platform/config.ts';

export const GET = serve(openApiApi, async () => openApiDocument(config().url));
