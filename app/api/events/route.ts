import { problemResponse } from '#lib/http/index.ts';
import { liveStream } from '#lib/live/live-stream.ts';
import { newId } from '#lib/platform/ids.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const requestId = newId();
  try {
    return await liveStream(request, requestId);
  } catch (error) {
    return problemResponse(error, requestId);
  }
}
