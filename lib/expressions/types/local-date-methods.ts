import { javaFault } from '../errors.ts';
import { compare } from '../values/compare.ts';
import {
  type Day,
  dayFromEpoch,
  dayOfYear,
  daysInMonth,
  epochDayOf,
  InstantValue,
  isLeapYear,
  LocalDateTimeValue,
  LocalDateValue,
  nanosPerDay,
} from '../values/date.ts';
import { scalarEquals } from '../values/equality.ts';
import { javaHash } from '../values/hash.ts';
import { textOf } from '../values/text.ts';
import { EnumValue } from '../values/value.ts';
import { dayOfWeekValue } from './enum-methods.ts';
import { arg, type Call, intArg, longArg, type MethodTable, textArg } from './method.ts';
import { between, checkedDay, fromNanos, isMoment, nanosOf, plusMonths, plusUnit } from './time-unit.ts';

type Local = LocalDateValue | LocalDateTimeValue;

const local = (call: Call): Local => {
  if (call.self instanceof LocalDateValue || call.self instanceof LocalDateTimeValue) return call.self;
  throw javaFault('not a date');
};

const day = (call: Call): Day => dayFromEpoch(local(call).epochDay);

/** The same value on another day. */
function onDay(call: Call, epochDay: number): Local {
  const value = local(call);
  checkedDay(epochDay);
  return value instanceof LocalDateTimeValue
    ? new LocalDateTimeValue(epochDay, value.nanoOfDay)
    : new LocalDateValue(epochDay);
}

export function checkedDate(year: number, month: number, date: number): number {
  if (month < 1 || month > 12) throw javaFault(`Invalid value for MonthOfYear: ${month}`);
  if (date < 1 || date > daysInMonth(year, month) || Math.abs(year) > 999_999)
    throw javaFault(`Invalid date: ${year}-${month}-${date}`);
  return epochDayOf({ year, month, day: date });
}

function dayOfTheYear(year: number, day: number): number {
  const days = isLeapYear(year) ? 366 : 365;
  if (day < 1 || day > days) throw javaFault(`Invalid value for DayOfYear: ${day}`);
  return checkedDate(year, 1, 1) + day - 1;
}

/** Changes one field; the day shrinks to the length of its new month. */
function withField(call: Call, change: Partial<Day>): Local {
  const next = { ...day(call), ...change };
  if (next.month < 1 || next.month > 12) throw javaFault(`Invalid value for MonthOfYear: ${next.month}`);
  const last = daysInMonth(next.year, next.month);
  return onDay(
    call,
    checkedDate(next.year, next.month, change.day === undefined ? Math.min(next.day, last) : next.day),
  );
}

const unitOf = (call: Call, index: number): string => {
  const unit = arg(call, index);
  if (unit instanceof EnumValue) return unit.name;
  throw javaFault('a unit is missing');
};

const moved = (call: Call, sign: bigint): unknown => {
  if (!isMoment(call.self)) throw javaFault('not a date');
  return plusUnit(call.self, sign * longArg(call, 0), unitOf(call, 1));
};

/** Methods that dates with and without a time share. `Self` is the name of the class they give back. */
function shared(self: string): MethodTable {
  const days = (size: number) => (call: Call) =>
    onDay(call, local(call).epochDay + Number(longArg(call, 0)) * size);
  const monthsBy = (size: number) => (call: Call) =>
    onDay(call, plusMonths(local(call).epochDay, Number(longArg(call, 0)) * size));
  return {
    'equals(Object): boolean': (call: Call) => scalarEquals(call.self, arg(call, 0)),
    'hashCode(): int': (call: Call) => javaHash(call.self, call.state),
    'toString(): String': (call: Call) => textOf(call.self, call.state),
    'getDayOfMonth(): int': (call: Call) => day(call).day,
    'getDayOfWeek(): DayOfWeek': (call: Call) => dayOfWeekValue(local(call).epochDay),
    'getDayOfYear(): int': (call: Call) => dayOfYear(day(call)),
    'getMonthValue(): int': (call: Call) => day(call).month,
    'getYear(): int': (call: Call) => day(call).year,
    [`minusDays(long): ${self}`]: days(-1),
    [`minusWeeks(long): ${self}`]: days(-7),
    [`minusMonths(long): ${self}`]: monthsBy(-1),
    [`minusYears(long): ${self}`]: monthsBy(-12),
    [`plusDays(long): ${self}`]: days(1),
    [`plusWeeks(long): ${self}`]: days(7),
    [`plusMonths(long): ${self}`]: monthsBy(1),
    [`plusYears(long): ${self}`]: monthsBy(12),
    [`minus(long,TemporalUnit): ${self}`]: (call: Call) => moved(call, -1n),
    [`plus(long,TemporalUnit): ${self}`]: (call: Call) => moved(call, 1n),
    'until(Temporal,TemporalUnit): long': (call: Call) => between(unitOf(call, 1), call.self, arg(call, 0)),
    [`withDayOfMonth(int): ${self}`]: (call: Call) => withField(call, { day: intArg(call, 0) }),
    [`withDayOfYear(int): ${self}`]: (call: Call) =>
      onDay(call, dayOfTheYear(day(call).year, intArg(call, 0))),
    [`withMonth(int): ${self}`]: (call: Call) => withField(call, { month: intArg(call, 0) }),
    [`withYear(int): ${self}`]: (call: Call) => withField(call, { year: intArg(call, 0) }),
  };
}

const order = (call: Call): number => compare(call.self, arg(call, 0));

const comparing = (type: string): MethodTable => ({
  [`compareTo(${type}): int`]: (call: Call) => javaOrder(call),
  [`isAfter(${type}): boolean`]: (call: Call) => order(call) > 0,
  [`isBefore(${type}): boolean`]: (call: Call) => order(call) < 0,
  [`isEqual(${type}): boolean`]: (call: Call) => order(call) === 0,
});

/** Java gives the difference of the first field that differs, not merely its sign. */
function javaOrder(call: Call): number {
  const other = arg(call, 0);
  if (!(other instanceof LocalDateValue || other instanceof LocalDateTimeValue))
    throw javaFault('an argument is null');
  const [a, b] = [day(call), dayFromEpoch(other.epochDay)];
  return a.year - b.year || a.month - b.month || a.day - b.day || order(call);
}

/** Nothing gives a `Month`, but that there is such an overload makes `of('2024', '1', '31')` ambiguous. */
const noMonth = (): never => {
  throw javaFault('a month is a number here');
};

const today = (call: Call): bigint => BigInt(Math.floor(call.state.environment.now())) * 1_000_000n;

const datePattern = /^([+-]?\d{4,6})-(\d{2})-(\d{2})$/;
const timePattern = /^(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;

export function parseLocalDate(text: string): number {
  const found = datePattern.exec(text);
  if (!found) throw javaFault(`Text '${text.slice(0, 80)}' could not be parsed at index 0`);
  return checkedDate(Number(found[1]), Number(found[2]), Number(found[3]));
}

export function parseNanoOfDay(text: string): bigint {
  const found = timePattern.exec(text);
  if (!found) throw javaFault(`Text '${text.slice(0, 80)}' could not be parsed`);
  const [, hour, minute, second = '0', fraction = ''] = found;
  return nanoOfDay(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(9, '0')));
}

function nanoOfDay(hour: number, minute: number, second: number, nano: number): bigint {
  const isValid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!isValid || nano < 0 || nano > 999_999_999) throw javaFault('Invalid value for a field of the time');
  return BigInt(hour * 3600 + minute * 60 + second) * 1_000_000_000n + BigInt(nano);
}

const atTime = (call: Call): LocalDateTimeValue => {
  const part = (index: number): number => (call.args.length > index ? intArg(call, index) : 0);
  return new LocalDateTimeValue(local(call).epochDay, nanoOfDay(part(0), part(1), part(2), part(3)));
};

export const localDateMethods: MethodTable = {
  ...shared('LocalDate'),
  ...comparing('ChronoLocalDate'),
  'atStartOfDay(): LocalDateTime': (call) => new LocalDateTimeValue(local(call).epochDay, 0n),
  'atTime(int,int): LocalDateTime': atTime,
  'atTime(int,int,int): LocalDateTime': atTime,
  'atTime(int,int,int,int): LocalDateTime': atTime,
  'static from(TemporalAccessor): LocalDate': (call) => {
    const value = arg(call, 0);
    if (value instanceof LocalDateValue || value instanceof LocalDateTimeValue)
      return new LocalDateValue(value.epochDay);
    throw javaFault('Unable to obtain LocalDate');
  },
  'isLeapYear(): boolean': (call) => isLeapYear(day(call).year),
  'lengthOfMonth(): int': (call) => daysInMonth(day(call).year, day(call).month),
  'lengthOfYear(): int': (call) => (isLeapYear(day(call).year) ? 366 : 365),
  'static now(): LocalDate': (call) => new LocalDateValue(fromNanos(today(call)).epochDay),
  'static of(int,int,int): LocalDate': (call) =>
    new LocalDateValue(checkedDate(intArg(call, 0), intArg(call, 1), intArg(call, 2))),
  'static ofEpochDay(long): LocalDate': (call) => new LocalDateValue(checkedDay(Number(longArg(call, 0)))),
  'static of(int,Month,int): LocalDate': noMonth,
  'static ofYearDay(int,int): LocalDate': (call) =>
    new LocalDateValue(dayOfTheYear(intArg(call, 0), intArg(call, 1))),
  'static parse(CharSequence): LocalDate': (call) => new LocalDateValue(parseLocalDate(textArg(call, 0))),
  'toEpochDay(): long': (call) => BigInt(local(call).epochDay),
};

const nano = (call: Call): bigint => {
  const value = local(call);
  return value instanceof LocalDateTimeValue ? value.nanoOfDay : 0n;
};

const plusNanos = (size: bigint) => (call: Call) =>
  fromNanos(BigInt(local(call).epochDay) * nanosPerDay + nano(call) + longArg(call, 0) * size);

const second = 1_000_000_000n;
const partOf = (call: Call, size: bigint, modulus: bigint): number => Number((nano(call) / size) % modulus);

/** Replaces one unit of the time of day. */
const withPart = (size: bigint, modulus: bigint) => (call: Call) => {
  const value = BigInt(intArg(call, 0));
  if (value < 0n || value >= modulus) throw javaFault(`Invalid value: ${value}`);
  const current = (nano(call) / size) % modulus;
  return new LocalDateTimeValue(local(call).epochDay, nano(call) + (value - current) * size);
};

const ofParts = (call: Call): LocalDateTimeValue => {
  const part = (index: number): number => (call.args.length > index ? intArg(call, index) : 0);
  return new LocalDateTimeValue(
    checkedDate(part(0), part(1), part(2)),
    nanoOfDay(part(3), part(4), part(5), part(6)),
  );
};

export const localDateTimeMethods: MethodTable = {
  ...shared('LocalDateTime'),
  ...comparing('ChronoLocalDateTime'),
  'getHour(): int': (call) => partOf(call, second * 3600n, 24n),
  'getMinute(): int': (call) => partOf(call, second * 60n, 60n),
  'getSecond(): int': (call) => partOf(call, second, 60n),
  'getNano(): int': (call) => partOf(call, 1n, second),
  'plusHours(long): LocalDateTime': plusNanos(second * 3600n),
  'plusMinutes(long): LocalDateTime': plusNanos(second * 60n),
  'plusSeconds(long): LocalDateTime': plusNanos(second),
  'plusNanos(long): LocalDateTime': plusNanos(1n),
  'minusHours(long): LocalDateTime': plusNanos(-second * 3600n),
  'minusMinutes(long): LocalDateTime': plusNanos(-second * 60n),
  'minusSeconds(long): LocalDateTime': plusNanos(-second),
  'minusNanos(long): LocalDateTime': plusNanos(-1n),
  'withHour(int): LocalDateTime': withPart(second * 3600n, 24n),
  'withMinute(int): LocalDateTime': withPart(second * 60n, 60n),
  'withSecond(int): LocalDateTime': withPart(second, 60n),
  'withNano(int): LocalDateTime': withPart(1n, second),
  'static now(): LocalDateTime': (call) => fromNanos(today(call)),
  'static of(int,int,int,int,int): LocalDateTime': ofParts,
  'static of(int,int,int,int,int,int): LocalDateTime': ofParts,
  'static of(int,int,int,int,int,int,int): LocalDateTime': ofParts,
  'static of(int,Month,int,int,int): LocalDateTime': noMonth,
  'static of(int,Month,int,int,int,int): LocalDateTime': noMonth,
  'static of(int,Month,int,int,int,int,int): LocalDateTime': noMonth,
  'static parse(CharSequence): LocalDateTime': (call) => {
    const [date = '', time = ''] = textArg(call, 0).split(/T/i);
    return new LocalDateTimeValue(parseLocalDate(date), parseNanoOfDay(time));
  },
  'toLocalDate(): LocalDate': (call) => new LocalDateValue(local(call).epochDay),
  'truncatedTo(TemporalUnit): LocalDateTime': (call) => {
    const size = nanosOf(unitOf(call, 0));
    if (size === undefined || size > nanosPerDay)
      throw javaFault('Unit is too large to be used for truncation');
    return new LocalDateTimeValue(local(call).epochDay, nano(call) - (nano(call) % size));
  },
};

const instant = (call: Call): InstantValue => {
  if (call.self instanceof InstantValue) return call.self;
  throw javaFault('not an Instant');
};

const plusInstant = (size: bigint) => (call: Call) =>
  new InstantValue(instant(call).epochNano + longArg(call, 0) * size);

const floorSecond = (value: bigint): bigint => (value - (((value % second) + second) % second)) / second;

export const instantMethods: MethodTable = {
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'hashCode(): int': (call) => javaHash(call.self, call.state),
  'toString(): String': (call) => textOf(call.self, call.state),
  'compareTo(Instant): int': order,
  'isAfter(Instant): boolean': (call) => order(call) > 0,
  'isBefore(Instant): boolean': (call) => order(call) < 0,
  'getEpochSecond(): long': (call) => floorSecond(instant(call).epochNano),
  'getNano(): int': (call) => Number(((instant(call).epochNano % second) + second) % second),
  'toEpochMilli(): long': (call) =>
    (instant(call).epochNano - (((instant(call).epochNano % 1_000_000n) + 1_000_000n) % 1_000_000n)) /
    1_000_000n,
  'plusSeconds(long): Instant': plusInstant(second),
  'plusMillis(long): Instant': plusInstant(1_000_000n),
  'plusNanos(long): Instant': plusInstant(1n),
  'minusSeconds(long): Instant': plusInstant(-second),
  'minusMillis(long): Instant': plusInstant(-1_000_000n),
  'minusNanos(long): Instant': plusInstant(-1n),
  'plus(long,TemporalUnit): Instant': (call) => moved(call, 1n),
  'minus(long,TemporalUnit): Instant': (call) => moved(call, -1n),
  'until(Temporal,TemporalUnit): long': (call) => between(unitOf(call, 1), call.self, arg(call, 0)),
  'truncatedTo(TemporalUnit): Instant': (call) => {
    const size = nanosOf(unitOf(call, 0));
    if (size === undefined || size > nanosPerDay)
      throw javaFault('Unit is too large to be used for truncation');
    const value = instant(call).epochNano;
    return new InstantValue(value - (((value % size) + size) % size));
  },
  'static now(): Instant': (call) => new InstantValue(today(call)),
  'static ofEpochMilli(long): Instant': (call) => new InstantValue(longArg(call, 0) * 1_000_000n),
  'static ofEpochSecond(long): Instant': (call) => new InstantValue(longArg(call, 0) * second),
  'static ofEpochSecond(long,long): Instant': (call) =>
    new InstantValue(longArg(call, 0) * second + longArg(call, 1)),
  'static parse(CharSequence): Instant': (call) => {
    const found = instantPattern.exec(textArg(call, 0));
    if (!found) throw javaFault(`Text '${textArg(call, 0).slice(0, 80)}' could not be parsed at index 0`);
    const [, date = '', time = '', zone = ''] = found;
    const [, sign, hours = '0', minutes = '0', seconds = '0'] =
      /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(zone) ?? [];
    const offset = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * second;
    const nanos = BigInt(parseLocalDate(date)) * nanosPerDay + instantOfDay(time);
    return new InstantValue(sign === '-' ? nanos + offset : nanos - offset);
  },
};

/** Seconds are not left out here, and the offset may be other than zero. */
const instantPattern = /^(\S+)T(\d\d:\d\d:\d\d(?:\.\d{0,9})?)(Z|[+-]\d\d:\d\d(?::\d\d)?)$/i;

/** Midnight may be written as the end of a day, and a leap second counts as the one before it. */
function instantOfDay(time: string): bigint {
  if (/^24:00:00(\.0*)?$/.test(time)) return nanosPerDay;
  return parseNanoOfDay(time.replace(/^23:59:60/, '23:59:59').replace(/\.$/, ''));
}
