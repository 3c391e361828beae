import type { ExecutionWindow } from './schema.ts';

const dayMs = 86_400_000;

/**
 * When a stage that asks at `now` may start: `now` itself inside a window, else the next opening.
 * Times are wall-clock times of the window's zone; an hour that daylight saving skips opens when the clock has passed it.
 */
export function nextOpening(window: ExecutionWindow, now: number, timeZone: string): number {
  const spans = window.whitelist.length > 0 ? window.whitelist : [wholeDay];
  if (window.whitelist.length === 0 && window.days.length === 0) return now;
  const pieces = spans.flatMap(withoutMidnight);
  const openings: number[] = [];
  // Every weekday comes within eight days.
  for (let offset = 0; offset <= 8; offset += 1) {
    const date = wallDate(now + offset * dayMs, timeZone);
    if (window.days.length > 0 && !window.days.includes(date.day)) continue;
    for (const piece of pieces) {
      const start = epochOf(date, piece.startHour, piece.startMin, timeZone);
      const end = epochOf(date, piece.endHour, piece.endMin, timeZone);
      if (start <= now && now < end) return now;
      if (start > now && start < end) openings.push(start);
    }
  }
  return openings.length > 0 ? Math.min(...openings) : Number.POSITIVE_INFINITY;
}

type Span = ExecutionWindow['whitelist'][number];

/** A span around midnight is two pieces of one day, its end and its beginning: days say where each piece counts. */
function withoutMidnight(span: Span): Span[] {
  if (span.endHour * 60 + span.endMin > span.startHour * 60 + span.startMin) return [span];
  return [
    { ...span, startHour: 0, startMin: 0 },
    { ...span, endHour: 24, endMin: 0 },
  ];
}

const wholeDay = { startHour: 0, startMin: 0, endHour: 24, endMin: 0 };

interface WallDate {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 1 = Sunday. */
  readonly day: number;
}

function wallDate(at: number, timeZone: string): WallDate {
  const { year, month, day } = wallParts(at, timeZone);
  return { year, month, date: day, day: new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1 };
}

/** The first moment at which the zone's clocks show that time, or, when they skip it, would have shown it. */
function epochOf({ year, month, date }: WallDate, hour: number, minute: number, timeZone: string): number {
  const wall = Date.UTC(year, month - 1, date, hour, minute);
  const before = offsetMs(wall - dayMs, timeZone);
  const shown = [before, offsetMs(wall + dayMs, timeZone)]
    .filter((offset) => offsetMs(wall - offset, timeZone) === offset)
    .map((offset) => wall - offset);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

function offsetMs(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallParts(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Making one costs far more than using it; there are as many as zones in use. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

function wallParts(at: number, timeZone: string) {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: get('year'),
    month: get('month'),
    day: get('day'),
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  };
}
