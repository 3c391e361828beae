import { setTimeout as sleep } from 'node:timers/promises';
import { blueprint } from '#lib/engine/testing/plain-engine.ts';
import { databasePool } from '#lib/platform/database/index.ts';
import { nextOpening } from '#lib/stages/restrict-execution-during-time-window/window.ts';
import type { Fault } from './fault.ts';
import {
  allEnded,
  assert,
  calls,
  effects,
  type FaultWorld,
  hasEnded,
  seconds,
  start,
  statusesOf,
  until,
} from './world.ts';

const hourMs = 3_600_000;

/**
 * Timers go by PostgreSQL's clock, so a wrong clock of PostgreSQL and wrong clocks of all workers are one and the same
 * thing seen from two sides: here the workers are an hour ahead and an hour behind.
 */
export const clocks: readonly Fault[] = [
  {
    id: 'F12',
    title:
      'workers an hour ahead and an hour behind: waits, moments, polls and expiries go by the database; a clock that jumps; daylight saving both ways; the leap day',
    run: async (world) =>
      [await wrongClocks(world), await jumpingClock(world), daylightSaving(), leapDay()].join('; '),
  },
];

async function wrongClocks(world: FaultWorld): Promise<string> {
  const ahead = await world.worker({ host: 'ahead', clockMs: hourMs });
  const behind = await world.worker({ host: 'behind', clockMs: -hourMs });
  const now = await databaseClock();
  const moment = now + 6000;
  const expired = await start([blueprint('x', 'effect')], { startTimeExpiry: now - 60_000 });
  const fresh = await start([blueprint('x', 'noop')], { startTimeExpiry: now + 60_000 });
  const ids: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    ids.push(
      await start([
        blueprint('wait', 'wait', [], { waitTime: 3 }),
        blueprint('until', 'waitUntil', [], { epochMillis: moment }),
        blueprint('poll', 'ticking', [], { polls: 5 }),
      ]),
    );
  }
  await allEnded([...ids, expired, fresh], 60_000);
  const { rows } = await databasePool().query<{ refId: string; least: number; most: number }>(
    `select "refId", min(extract(epoch from "endTime" - "startTime"))::float as "least",
       max(extract(epoch from "endTime" - "startTime"))::float as "most" from "StageExecution" group by 1`,
  );
  const tookOf = (refId: string) => rows.find((row) => row.refId === refId) ?? { least: 0, most: 0 };
  const wait = tookOf('wait');
  const poll = tookOf('poll');
  const [early] = (
    await databasePool().query<{ count: number; late: number }>(
      `select count(*) filter (where "endTime" < to_timestamp($1 / 1000.0))::int as count,
       max(extract(epoch from "endTime" - to_timestamp($1 / 1000.0)))::float as "late"
       from "StageExecution" where "refId" = 'until'`,
      [moment],
    )
  ).rows;
  for (const worker of [ahead, behind]) worker.signal('SIGKILL');
  const mended = [...ahead.lines, ...behind.lines].filter((line) => line.startsWith('recovered'));
  assert(mended.length === 0, `orders were lost and sent again: ${mended.join(', ')}`);
  // A wrong clock shows as an hour; what is late by seconds is the machine's business.
  assert(wait.least >= 3 && wait.most < 30, `waits of 3 s took ${wait.least} to ${wait.most} s`);
  // The queue looks once a second for what has become due.
  assert(poll.least >= 0.9 && poll.most < 30, `five looks 0.2 s apart took ${poll.least} to ${poll.most} s`);
  assert(
    early?.count === 0 && (early?.late ?? 99) < 30,
    `${early?.count} waits for a moment ended early, the last ${early?.late} s late`,
  );
  assert((await statusesOf([expired])) === 'CANCELED', 'an expired start ran');
  assert((await statusesOf([...ids, fresh])) === 'SUCCEEDED', `ended as ${await statusesOf(ids)}`);
  return `±1 h: waits of 3 s took ${wait.least.toFixed(1)} to ${wait.most.toFixed(1)} s, moments met within ${(early?.late ?? 0).toFixed(1)} s, none early`;
}

/** The clock of the surviving worker is set back by two hours while the other dies on a machine of its own. */
async function jumpingClock(world: FaultWorld): Promise<string> {
  const before = await effects();
  const dying = await world.worker({ host: 'dying' });
  const id = await start([blueprint('jump', 'effect', [], { firstHoldBeforeMs: 60_000 })]);
  await until(async () => (await calls('jump', 'begin')) === 1, 10_000);
  const jumping = await world.worker({ host: 'jumping', clockMs: hourMs });
  await sleep(3000);
  jumping.signal('SIGUSR2');
  dying.signal('SIGKILL');
  const took = await until(() => hasEnded(id), 40_000);
  jumping.signal('SIGKILL');
  assert((await effects()) - before === 1, `${(await effects()) - before} effects`);
  assert(took < 15_000, `the dead worker’s task went on after ${seconds(took)}`);
  return `clock set back 2 h while another machine dies: taken over and ended after ${seconds(took)}`;
}

/**
 * The rule for windows: a window opens once on every wall-clock day that has it. In the hour that is skipped, as soon as
 * the clock has passed it; in the hour that comes twice, the first time, and it may stay open through both.
 */
function daylightSaving(): string {
  const days: [zone: string, day: string, wall: [number, number], expected: string][] = [
    // 02:30 does not exist in New York on 8 March 2026: the clock goes from 02:00 to 03:00 at 07:00Z.
    ['America/New_York', '2026-03-08', [2, 30], '2026-03-08T07:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', [2, 30], '2026-03-29T01:30:00.000Z'],
    // 01:30 comes twice in New York on 1 November 2026: at 05:30Z and at 06:30Z.
    ['America/New_York', '2026-11-01', [1, 30], '2026-11-01T05:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25', [2, 30], '2026-10-25T00:30:00.000Z'],
    // Half an hour of daylight saving.
    ['Australia/Lord_Howe', '2026-04-05', [1, 45], '2026-04-04T14:45:00.000Z'],
    // A zone that keeps its offset.
    ['Asia/Kolkata', '2026-03-29', [2, 30], '2026-03-28T21:00:00.000Z'],
  ];
  for (const [zone, day, [hour, minute], expected] of days) {
    const openings = openingsOf(zone, day, hour, minute);
    assert(
      openings.length === 1 && openings[0] === expected,
      `${zone} ${day} ${hour}:${minute} opened at ${openings.join(', ') || 'no time'}, expected ${expected}`,
    );
  }
  return `${days.length} days on which clocks change: one opening each`;
}

function leapDay(): string {
  const openings = ['2028-02-28', '2028-02-29', '2028-03-01'].map((day) => openingsOf('UTC', day, 12, 0));
  assert(
    openings.every((one) => one.length === 1) && openings[1]?.[0] === '2028-02-29T12:00:00.000Z',
    `the days around 29 February open at ${openings.join(' and ')}`,
  );
  return 'the leap day has its opening';
}

/** When a window of fifteen minutes, asked every five minutes over the wall-clock day and its neighbors, says "now" anew. */
function openingsOf(zone: string, day: string, hour: number, minute: number): string[] {
  const end = hour * 60 + minute + 15;
  const window = {
    whitelist: [{ startHour: hour, startMin: minute, endHour: Math.floor(end / 60), endMin: end % 60 }],
    days: [],
  };
  const from = Date.parse(`${day}T00:00:00Z`) - 14 * hourMs;
  const found: string[] = [];
  let wasOpen = true;
  for (let at = from; at < from + 42 * hourMs; at += 5 * 60_000) {
    const isOpen = nextOpening(window, at, zone) === at;
    if (isOpen && !wasOpen && wallDay(at, zone) === day) found.push(new Date(at).toISOString());
    wasOpen = isOpen;
  }
  return found;
}

const wallDay = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);

async function databaseClock(): Promise<number> {
  const { rows } = await databasePool().query<{ now: string }>(
    `select extract(epoch from clock_timestamp()) * 1000 as now`,
  );
  return Math.floor(Number(rows[0]?.now));
}
