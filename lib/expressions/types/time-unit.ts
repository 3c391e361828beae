import { javaFault } from '../errors.ts';
import {
  dayFromEpoch,
  daysInMonth,
  epochDayOf,
  InstantValue,
  LocalDateTimeValue,
  LocalDateValue,
  nanosPerDay,
} from '../values/date.ts';

const nanos: Readonly<Record<string, bigint>> = {
  NANOS: 1n,
  MICROS: 1_000n,
  MILLIS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  HALF_DAYS: nanosPerDay / 2n,
  DAYS: nanosPerDay,
  WEEKS: nanosPerDay * 7n,
};

const months: Readonly<Record<string, number>> = {
  MONTHS: 1,
  YEARS: 12,
  DECADES: 120,
  CENTURIES: 1200,
  MILLENNIA: 12_000,
};

export const nanosOf = (unit: string): bigint | undefined => nanos[unit];

/** Farthest year dates are computed for, either way; what lies beyond is refused rather than wrong. */
const maxDay = 365_000_000;

export function checkedDay(epochDay: number): number {
  if (!(Math.abs(epochDay) <= maxDay)) throw javaFault('the date is out of range');
  return epochDay;
}

/** The same day of another month, or its last day where it has fewer. */
export function plusMonths(epochDay: number, count: number): number {
  const { year, month, day } = dayFromEpoch(epochDay);
  const index = year * 12 + month - 1 + count;
  if (!(Math.abs(index) < 12_000_000)) throw javaFault('the date is out of range');
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return epochDayOf({ year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) });
}

type Moment = LocalDateValue | LocalDateTimeValue | InstantValue;

export const isMoment = (value: unknown): value is Moment =>
  value instanceof LocalDateValue || value instanceof LocalDateTimeValue || value instanceof InstantValue;

const nanosSinceEpoch = (value: Moment): bigint => {
  if (value instanceof InstantValue) return value.epochNano;
  const start = BigInt(value.epochDay) * nanosPerDay;
  return value instanceof LocalDateTimeValue ? start + value.nanoOfDay : start;
};

const unsupported = (unit: string): never => {
  throw javaFault(`Unsupported unit: ${unit}`);
};

/** Adds an amount of a unit to a date or moment. A date takes whole days and more, an instant no months. */
export function plusUnit<T extends Moment>(value: T, amount: bigint, unit: string): Moment {
  const size = nanos[unit];
  const monthCount = months[unit];
  if (value instanceof InstantValue) {
    if (size === undefined || unit === 'WEEKS') return unsupported(unit);
    return new InstantValue(value.epochNano + amount * size);
  }
  if (monthCount !== undefined) {
    const moved = plusMonths(value.epochDay, Number(amount) * monthCount);
    return value instanceof LocalDateTimeValue
      ? new LocalDateTimeValue(moved, value.nanoOfDay)
      : new LocalDateValue(moved);
  }
  if (size === undefined) return unsupported(unit);
  if (value instanceof LocalDateTimeValue) return fromNanos(nanosSinceEpoch(value) + amount * size);
  if (size < nanosPerDay) return unsupported(unit);
  return new LocalDateValue(checkedDay(value.epochDay + Number(amount * (size / nanosPerDay))));
}

export function fromNanos(total: bigint): LocalDateTimeValue {
  const inDay = ((total % nanosPerDay) + nanosPerDay) % nanosPerDay;
  return new LocalDateTimeValue(checkedDay(Number((total - inDay) / nanosPerDay)), inDay);
}

/** Whole units from one moment to another of the same type; negative when the second is earlier. */
export function between(unit: string, from: unknown, to: unknown): bigint {
  if (!isMoment(from) || !isMoment(to)) throw javaFault('both must be dates');
  const end = sameKind(from, to);
  const size = nanos[unit];
  if (size !== undefined) {
    if (from instanceof LocalDateValue && size < nanosPerDay) return unsupported(unit);
    if (from instanceof InstantValue && unit === 'WEEKS') return unsupported(unit);
    return (nanosSinceEpoch(end) - nanosSinceEpoch(from)) / size;
  }
  const monthCount = months[unit];
  if (monthCount === undefined || from instanceof InstantValue || end instanceof InstantValue)
    return unsupported(unit);
  return BigInt(Math.trunc(monthsBetween(from, end) / monthCount));
}

function sameKind(from: Moment, to: Moment): Moment {
  if (from.constructor === to.constructor) return to;
  if (from instanceof LocalDateValue && to instanceof LocalDateTimeValue)
    return new LocalDateValue(to.epochDay);
  throw javaFault('both must be dates of the same type');
}

function monthsBetween(
  from: LocalDateValue | LocalDateTimeValue,
  to: LocalDateValue | LocalDateTimeValue,
): number {
  const [a, b] = [dayFromEpoch(from.epochDay), dayFromEpoch(to.epochDay)];
  const count = (b.year - a.year) * 12 + b.month - a.month;
  const rest = position(to, b.day) - position(from, a.day);
  if (count > 0 && rest < 0n) return count - 1;
  return count < 0 && rest > 0n ? count + 1 : count;
}

const position = (value: LocalDateValue | LocalDateTimeValue, day: number): bigint =>
  BigInt(day) * nanosPerDay + (value instanceof LocalDateTimeValue ? value.nanoOfDay : 0n);
