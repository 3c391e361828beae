import { javaFault } from '../errors.ts';
import { formatDate, parseDate } from '../text/date-format.ts';
import {
  DateFormatValue,
  DateValue,
  dayFromEpoch,
  dayOfWeek,
  epochDayOf,
  InstantValue,
  msPerDay,
} from '../values/date.ts';
import { scalarEquals } from '../values/equality.ts';
import { JavaNumber, toLong } from '../values/number.ts';
import { shortMonths, textOf } from '../values/text.ts';
import { arg, type Call, intArg, longArg, type MethodTable, textArg } from './method.ts';

const ms = (call: Call): number => {
  if (call.self instanceof DateValue) return call.self.epochMs;
  throw javaFault('not a Date');
};

const otherMs = (call: Call): number => {
  const other = arg(call, 0);
  if (other instanceof DateValue) return other.epochMs;
  throw javaFault('an argument is null');
};

const day = (call: Call) => dayFromEpoch(Math.floor(ms(call) / msPerDay));
const secondOfDay = (call: Call): number =>
  Math.floor((((ms(call) % msPerDay) + msPerDay) % msPerDay) / 1000);

/** Lenient, like the calendar behind it: month 12 is January of the next year. Years count from 1900. */
function moment(call: Call, at: number): number {
  const [year, month, date] = [intArg(call, at) + 1900, intArg(call, at + 1), intArg(call, at + 2)];
  const first = epochDayOf({
    year: year + Math.floor(month / 12),
    month: (((month % 12) + 12) % 12) + 1,
    day: 1,
  });
  const part = (index: number): number => (call.args.length > index ? intArg(call, index) : 0);
  const seconds = part(at + 3) * 3600 + part(at + 4) * 60 + part(at + 5);
  return (first + date - 1) * msPerDay + seconds * 1000;
}

/** Words that a date may hold, or the beginnings of them. */
const dateWords = [
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'am', 'pm'],
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december', 'gmt', 'utc', 'est', 'edt', 'cst', 'cdt', 'mst', 'mdt', 'pst', 'pdt'],
];

/** Reads `Tue, 14 Nov 2023 22:13:20 GMT`, `2023/11/14` and other dates that the platform itself agrees on. */
function parseLoose(text: string): number {
  // The month must be a word or stand between slashes: `2024-03-01` is none of these dates.
  const hasMonth = /[A-Za-z]{3}|\d\/\d/.test(text);
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const areKnown = words.every(
    (word) => word.length > 1 && dateWords.some((known) => known.startsWith(word)),
  );
  const parsed = Date.parse(/(GMT|UTC|Z|[+-]\d{4})\s*$/.test(text) ? text : `${text} UTC`);
  if (!hasMonth || !areKnown || Number.isNaN(parsed)) throw javaFault(`'${text.slice(0, 80)}' is not a date`);
  return parsed;
}

const two = (value: number): string => String(value).padStart(2, '0');

export const dateMethods: MethodTable = {
  'static UTC(int,int,int,int,int,int): long': (call) => BigInt(moment(call, 0)),
  'after(Date): boolean': (call) => ms(call) > otherMs(call),
  'before(Date): boolean': (call) => ms(call) < otherMs(call),
  'compareTo(Date): int': (call) => Math.sign(ms(call) - otherMs(call)),
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'static from(Instant): Date': (call) => {
    const instant = arg(call, 0);
    if (!(instant instanceof InstantValue)) throw javaFault('an argument is null');
    return new DateValue(Math.floor(Number(instant.epochNano / 1_000_000n)));
  },
  'getDate(): int': (call) => day(call).day,
  'getDay(): int': (call) => dayOfWeek(Math.floor(ms(call) / msPerDay)) % 7,
  'getHours(): int': (call) => Math.floor(secondOfDay(call) / 3600),
  'getMinutes(): int': (call) => Math.floor(secondOfDay(call) / 60) % 60,
  'getMonth(): int': (call) => day(call).month - 1,
  'getSeconds(): int': (call) => secondOfDay(call) % 60,
  'getTime(): long': (call) => BigInt(ms(call)),
  'getTimezoneOffset(): int': () => 0,
  'getYear(): int': (call) => day(call).year - 1900,
  'hashCode(): int': (call) => Number(BigInt.asIntN(32, BigInt(ms(call)) ^ (BigInt(ms(call)) >> 32n))),
  'static parse(String): long': (call) => BigInt(parseLoose(textArg(call, 0))),
  'toGMTString(): String': (call) => {
    const { year, month, day: date } = day(call);
    const seconds = secondOfDay(call);
    const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      .map(two)
      .join(':');
    return `${date} ${shortMonths[month - 1]} ${year} ${clock} GMT`;
  },
  'toInstant(): Instant': (call) => new InstantValue(BigInt(ms(call)) * 1_000_000n),
  'toString(): String': (call) => textOf(call.self, call.state),
};

export const dateConstructors: MethodTable = {
  'Date(): Date': (call) => new DateValue(Math.floor(call.state.environment.now())),
  'Date(String): Date': (call) => new DateValue(parseLoose(textArg(call, 0))),
  'Date(long): Date': (call) => new DateValue(Number(longArg(call, 0))),
  'Date(int,int,int): Date': (call) => new DateValue(moment(call, 0)),
  'Date(int,int,int,int,int): Date': (call) => new DateValue(moment(call, 0)),
  'Date(int,int,int,int,int,int): Date': (call) => new DateValue(moment(call, 0)),
};

const pattern = (call: Call): string => {
  if (call.self instanceof DateFormatValue) return call.self.pattern;
  throw javaFault('not a SimpleDateFormat');
};

function format(call: Call): string {
  const value = arg(call, 0);
  const epochMs =
    value instanceof DateValue
      ? value.epochMs
      : value instanceof JavaNumber
        ? Number(toLong(value))
        : undefined;
  if (epochMs === undefined) throw javaFault('Cannot format given Object as a Date');
  call.state.budget.allocate(pattern(call).length * 10);
  return formatDate(epochMs, pattern(call));
}

export const dateFormatMethods: MethodTable = {
  'format(Date): String': format,
  'format(Object): String': format,
  'parse(String): Date': (call) => new DateValue(parseDate(textArg(call, 0), pattern(call))),
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'isLenient(): boolean': () => true,
  // Dates are in UTC whatever zone is asked for; refusing the call would break patterns that ask for UTC.
  'setTimeZone(TimeZone): void': (call) => {
    if (!/^(UTC|GMT|Z|Etc\/(UTC|GMT))$/.test(textArg(call, 0))) throw javaFault('only UTC is available');
  },
  'setLenient(boolean): void': () => undefined,
  'toPattern(): String': pattern,
  'toString(): String': (call) => textOf(call.self, call.state),
};

export const dateFormatConstructors: MethodTable = {
  'SimpleDateFormat(): SimpleDateFormat': () => new DateFormatValue('M/d/yy, h:mm a'),
  'SimpleDateFormat(String): SimpleDateFormat': (call) => newFormat(textArg(call, 0)),
  'SimpleDateFormat(String,Locale): SimpleDateFormat': (call) => newFormat(textArg(call, 0)),
};

/** An illegal pattern is refused where it is made, before any date is. */
function newFormat(text: string): DateFormatValue {
  formatDate(0, text);
  return new DateFormatValue(text);
}
