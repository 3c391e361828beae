import { registerClass } from './value.ts';

/** A `java.util.Date`. `text` of dates is in UTC throughout, as servers of this kind run. */
export class DateValue {
  readonly epochMs: number;
  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }
}

export class LocalDateValue {
  readonly epochDay: number;
  constructor(epochDay: number) {
    this.epochDay = epochDay;
  }
}

export class LocalDateTimeValue {
  readonly epochDay: number;
  readonly nanoOfDay: bigint;
  constructor(epochDay: number, nanoOfDay: bigint) {
    this.epochDay = epochDay;
    this.nanoOfDay = nanoOfDay;
  }
}

export class InstantValue {
  readonly epochNano: bigint;
  constructor(epochNano: bigint) {
    this.epochNano = epochNano;
  }
}

export class UuidValue {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export class DateFormatValue {
  readonly pattern: string;
  constructor(pattern: string) {
    this.pattern = pattern;
  }
}

/** A `java.util.Random`, mutable by nature: each draw moves its seed on. */
export class RandomValue {
  seed: bigint;
  constructor(seed: bigint) {
    this.seed = seed;
  }
}

registerClass('Date', (value) => value instanceof DateValue);
registerClass('LocalDate', (value) => value instanceof LocalDateValue);
registerClass('LocalDateTime', (value) => value instanceof LocalDateTimeValue);
registerClass('Instant', (value) => value instanceof InstantValue);
registerClass('UUID', (value) => value instanceof UuidValue);
registerClass('SimpleDateFormat', (value) => value instanceof DateFormatValue);
registerClass('Random', (value) => value instanceof RandomValue);

export const nanosPerDay = 86_400_000_000_000n;
export const msPerDay = 86_400_000;

export type Day = { year: number; month: number; day: number };

/** Calendar date of a day number (0 = 1970-01-01), by the civil-from-days rule; any year. */
export function dayFromEpoch(epochDay: number): Day {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function epochDayOf({ year, month, day }: Day): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const monthIndex = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthIndex + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 31);

/** Monday = 1 ... Sunday = 7. */
export const dayOfWeek = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1;

export const dayOfYear = (date: Day): number =>
  epochDayOf(date) - epochDayOf({ year: date.year, month: 1, day: 1 }) + 1;
