import { databaseTrouble } from '#lib/platform/database/index.ts';

export const dynamic = 'force-dynamic';

/** It can do its work: the database answers. */
export async function GET(): Promise<Response> {
  const trouble = await databaseTrouble();
  return trouble === undefined
    ? Response.json({ status: 'ok', database: 'ok' })
    : Response.json({ status: 'unavailable', database: trouble }, { status: 503 });
}
