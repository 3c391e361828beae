import { getExamplesApi, removeExamplesApi } from '#lib/bootstrap/api.ts';
import { hasExamples, removeExamples } from '#lib/bootstrap/index.ts';
import { serve } from '#lib/http/index.ts';

export const GET = serve(getExamplesApi, ({ ctx }) => hasExamples(ctx));
export const DELETE = serve(removeExamplesApi, async ({ ctx }) => void (await removeExamples(ctx)));
