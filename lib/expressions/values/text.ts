import type { State } from '../evaluate/state.ts';
import {
  DateFormatValue,
  DateValue,
  dayFromEpoch,
  dayOfWeek,
  InstantValue,
  LocalDateTimeValue,
  LocalDateValue,
  msPerDay,
  nanosPerDay,
  UuidValue,
} from './date.ts';
import { JavaNumber, numberText } from './number.ts';
import {
  ArrayValue,
  CharValue,
  charSequence,
  classOf,
  EntryValue,
  EnumValue,
  fromPlain,
  isMap,
  ProtectedValue,
  TypeValue,
} from './value.ts';

/** The text of a value as Java's toString gives it: `[a, b]`, `{k=v}`, `2.0`. */
export function textOf(value: unknown, state: State): string {
  state.budget.step();
  const text = charSequence(value) ?? scalarText(value);
  if (text !== undefined) {
    state.budget.allocate(text.length);
    return text;
  }
  state.budget.enter();
  const result = containerText(value, state);
  state.budget.leave();
  state.budget.allocate(2 + (result.length >> 3));
  return result;
}

function scalarText(value: unknown): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JavaNumber) return numberText(value);
  if (value instanceof CharValue || value instanceof UuidValue) return value.text;
  if (value instanceof EnumValue) return value.type === 'ChronoUnit' ? unitText(value.name) : value.name;
  if (value instanceof DateValue) return dateText(value.epochMs);
  if (value instanceof LocalDateValue) return localDateText(value.epochDay);
  if (value instanceof LocalDateTimeValue) return localDateTimeText(value);
  if (value instanceof InstantValue) return instantText(value.epochNano);
  if (value instanceof TypeValue)
    return value.type === value.javaName ? value.javaName : `class ${value.javaName}`;
  if (value instanceof DateFormatValue) return `java.text.SimpleDateFormat(${value.pattern})`;
  return undefined;
}

function containerText(value: unknown, state: State): string {
  if (value instanceof ProtectedValue) return textOf(fromPlain(value.value), state);
  if (value instanceof EntryValue) return entryText(value, state);
  if (isMap(value)) {
    const entries = state.overlay.entries(value).map((entry) => entryText(entry, state));
    return `{${entries.join(', ')}}`;
  }
  const items = value instanceof ArrayValue ? undefined : state.overlay.items(value);
  if (value instanceof ArrayValue) return arrayText(value);
  if (!items) return `${classOf(value)}@0`;
  return `[${items.map((item) => textOf(fromPlain(item), state)).join(', ')}]`;
}

const arrayCodes: Readonly<Record<string, string>> = {
  int: 'I',
  long: 'J',
  double: 'D',
  float: 'F',
  boolean: 'Z',
  byte: 'B',
  short: 'S',
  char: 'C',
};

/** Java's name of an array type: `[I`, `[[Ljava.lang.String;`. */
export const arrayName = (element: string, dimensions: number): string =>
  '['.repeat(dimensions) + (arrayCodes[element] ?? `L${element};`);

/** An array prints as its type, not as its elements, which surprises in Java as well. */
const arrayText = ({ component }: ArrayValue): string =>
  `${arrayName(Object.hasOwn(arrayCodes, component) ? component : `java.lang.${component}`, 1)}@0`;

const entryText = (entry: EntryValue, state: State): string =>
  `${textOf(entry.key, state)}=${textOf(fromPlain(entry.value), state)}`;

/** `HALF_DAYS` is `HalfDays`. */
const unitText = (name: string): string =>
  name
    .split('_')
    .map((word) => `${word[0]}${word.slice(1).toLowerCase()}`)
    .join('');

const pad = (value: number | bigint, width: number): string => String(value).padStart(width, '0');

export const shortDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const shortMonths = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

function dateText(epochMs: number): string {
  const epochDay = Math.floor(epochMs / msPerDay);
  const { year, month, day } = dayFromEpoch(epochDay);
  const seconds = Math.floor((epochMs - epochDay * msPerDay) / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = time.map((part) => pad(part, 2)).join(':');
  return `${shortDays[dayOfWeek(epochDay) - 1]} ${shortMonths[month - 1]} ${pad(day, 2)} ${clock} UTC ${pad(year, 4)}`;
}

export function localDateText(epochDay: number): string {
  const { year, month, day } = dayFromEpoch(epochDay);
  const yearText = year < 0 ? `-${pad(-year, 4)}` : `${year > 9999 ? '+' : ''}${pad(year, 4)}`;
  return `${yearText}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Seconds and nanoseconds appear only where they are not zero, in groups of three digits. */
function localDateTimeText({ epochDay, nanoOfDay }: LocalDateTimeValue): string {
  const seconds = Number(nanoOfDay / 1_000_000_000n);
  const nano = nanoOfDay % 1_000_000_000n;
  const minutes = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}`;
  const rest = seconds % 60 !== 0 || nano !== 0n ? `:${pad(seconds % 60, 2)}${fraction(nano)}` : '';
  return `${localDateText(epochDay)}T${minutes}${rest}`;
}

function instantText(epochNano: bigint): string {
  const inDay = ((epochNano % nanosPerDay) + nanosPerDay) % nanosPerDay;
  const epochDay = Number((epochNano - inDay) / nanosPerDay);
  const seconds = Number(inDay / 1_000_000_000n);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const time = clock.map((part) => pad(part, 2)).join(':');
  return `${localDateText(epochDay)}T${time}${fraction(inDay % 1_000_000_000n)}Z`;
}

function fraction(nano: bigint): string {
  if (nano === 0n) return '';
  return `.${pad(nano, 9).replace(/(000)+$/, '')}`;
}
