import { database } from '#lib/platform/database/index.ts';

export const dynamic = 'force-dynamic';

/** It can do its work: the database answers within two seconds. */
export async function GET(): Promise<Response> {
  const limit = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('no answer within 2 s')), 2000).unref(),
  );
  try {
    await Promise.race([database().$queryRaw`select 1`, limit]);
    return Response.json({ status: 'ok', database: 'ok' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n').at(-1) : String(error);
    return Response.json({ status: 'unavailable', database: reason }, { status: 503 });
  }
}
