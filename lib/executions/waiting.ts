import { database } from '#lib/platform/database/index.ts';
import type { Execution as ExecutionRow } from '#prisma/generated/client.ts';
import type { QueuePlace } from './schema.ts';

/** Whether the run stands in its pipeline's queue. */
export const isWaiting = (row: Pick<ExecutionRow, 'status' | 'admitted'>): boolean =>
  row.status === 'NOT_STARTED' && !row.admitted;

/** Where each of the waiting runs stands, and what it waits for; one statement, none when nobody waits. */
export async function placesInQueue(rows: readonly ExecutionRow[]): Promise<Map<string, QueuePlace>> {
  const ids = rows.filter(isWaiting).map((row) => row.id);
  if (ids.length === 0) return new Map();
  const places = await database().$queryRaw<Place[]>`
    select w."id", w."limitConcurrent", w."maxConcurrentExecutions", w."keepWaitingPipelines",
      (select count(*)::int from "Execution" o where o."pipelineConfigId" = w."pipelineConfigId"
        and o."status" = 'NOT_STARTED' and not o."admitted" and not o."canceled"
        and (o."buildTime", o."id") < (w."buildTime", w."id")) as "ahead",
      (select array_agg(r."number" order by r."number") from "Execution" r
        where r."pipelineConfigId" = w."pipelineConfigId" and r."status" = 'RUNNING') as "running"
    from "Execution" w where w."id" = any(${ids})`;
  return new Map(places.map((place) => [place.id, { position: place.ahead + 1, reason: reasonOf(place) }]));
}

interface Place {
  id: string;
  limitConcurrent: boolean;
  maxConcurrentExecutions: number;
  keepWaitingPipelines: boolean;
  ahead: number;
  running: number[] | null;
}

/** What a waiting run waits for, in words. Exported for its own test. */
export function reasonOf(place: Omit<Place, 'id'>): string {
  const places = place.limitConcurrent ? 1 : place.maxConcurrentExecutions;
  const rule =
    places === 1 ? 'one run of this pipeline goes at a time' : `${places} runs of this pipeline go at a time`;
  const running = (place.running ?? []).filter((number) => number > 0).map((number) => `#${number}`);
  const until = running.length > 0 ? `Waits until ${listOf(running)} ends` : 'Waits for its turn';
  const newest = place.keepWaitingPipelines
    ? ''
    : ' Only the newest waiting run will begin; older ones are then canceled.';
  return `${until}: ${rule}.${newest}`;
}

const listOf = (names: readonly string[]): string =>
  names.length > 3 ? `one of ${names.length} runs` : names.join(' or ');
