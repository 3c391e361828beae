import { javaFault } from '../errors.ts';
import { dayOfWeek, LocalDateTimeValue, LocalDateValue } from '../values/date.ts';
import { scalarEquals } from '../values/equality.ts';
import { textOf } from '../values/text.ts';
import { ArrayValue, EnumValue } from '../values/value.ts';
import { arg, type Call, intArg, longArg, type MethodTable, textArg } from './method.ts';
import { between } from './time-unit.ts';

const enumType = (type: string, names: readonly string[]): readonly EnumValue[] =>
  names.map((name, ordinal) => new EnumValue(type, name, ordinal));

export const daysOfWeek = enumType('DayOfWeek', [
  ...['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
  ...['FRIDAY', 'SATURDAY', 'SUNDAY'],
]);

export const chronoUnits = enumType('ChronoUnit', [
  ...['NANOS', 'MICROS', 'MILLIS', 'SECONDS', 'MINUTES', 'HOURS', 'HALF_DAYS', 'DAYS', 'WEEKS'],
  ...['MONTHS', 'YEARS', 'DECADES', 'CENTURIES', 'MILLENNIA', 'ERAS', 'FOREVER'],
]);

/** Execution statuses in the order of their declaration; they compare with text as if they were text. */
export const executionStatuses = enumType('ExecutionStatus', [
  ...['NOT_STARTED', 'RUNNING', 'PAUSED', 'SUSPENDED', 'SUCCEEDED', 'FAILED_CONTINUE'],
  ...['TERMINAL', 'CANCELED', 'REDIRECT', 'STOPPED', 'SKIPPED', 'BUFFERED'],
]);

export function statusOf(name: string): EnumValue | string {
  return executionStatuses.find((status) => status.name === name) ?? name;
}

const self = (call: Call): EnumValue => {
  if (call.self instanceof EnumValue) return call.self;
  throw javaFault('not an enum constant');
};

function constant(constants: readonly EnumValue[], name: string): EnumValue {
  const found = constants.find((candidate) => candidate.name === name);
  if (!found) throw javaFault(`No enum constant ${constants[0]?.type}.${name.slice(0, 80)}`);
  return found;
}

const common: MethodTable = {
  'compareTo(Enum): int': (call) => {
    const other = arg(call, 0);
    if (!(other instanceof EnumValue)) throw javaFault('an argument is null');
    return self(call).ordinal - other.ordinal;
  },
  'equals(Object): boolean': (call) => scalarEquals(call.self, arg(call, 0)),
  'hashCode(): int': (call) => self(call).ordinal + 1,
  'name(): String': (call) => self(call).name,
  'ordinal(): int': (call) => self(call).ordinal,
  'toString(): String': (call) => textOf(call.self, call.state),
};

function shift(call: Call, days: bigint): EnumValue | undefined {
  const index = (((BigInt(self(call).ordinal) + days) % 7n) + 7n) % 7n;
  return daysOfWeek[Number(index)];
}

export function dayOfWeekValue(epochDay: number): EnumValue | undefined {
  return daysOfWeek[dayOfWeek(epochDay) - 1];
}

export const dayOfWeekMethods: MethodTable = {
  ...common,
  'static from(TemporalAccessor): DayOfWeek': (call) => {
    const date = arg(call, 0);
    if (date instanceof LocalDateValue || date instanceof LocalDateTimeValue)
      return dayOfWeekValue(date.epochDay);
    throw javaFault('Unable to obtain DayOfWeek');
  },
  'getValue(): int': (call) => self(call).ordinal + 1,
  'minus(long): DayOfWeek': (call) => shift(call, -longArg(call, 0)),
  'plus(long): DayOfWeek': (call) => shift(call, longArg(call, 0)),
  'static of(int): DayOfWeek': (call) => {
    const found = daysOfWeek[intArg(call, 0) - 1];
    if (!found) throw javaFault(`Invalid value for DayOfWeek: ${intArg(call, 0)}`);
    return found;
  },
  'static valueOf(String): DayOfWeek': (call) => constant(daysOfWeek, textArg(call, 0)),
  'static values(): DayOfWeek[]': () => new ArrayValue('DayOfWeek', daysOfWeek),
};

export const chronoUnitMethods: MethodTable = {
  ...common,
  'between(Temporal,Temporal): long': (call) => between(self(call).name, arg(call, 0), arg(call, 1)),
  'isDateBased(): boolean': (call) => self(call).ordinal >= 7 && self(call).name !== 'FOREVER',
  'isTimeBased(): boolean': (call) => self(call).ordinal < 7,
  'isDurationEstimated(): boolean': (call) => self(call).ordinal >= 7,
  'static valueOf(String): ChronoUnit': (call) => constant(chronoUnits, textArg(call, 0)),
  'static values(): ChronoUnit[]': () => new ArrayValue('ChronoUnit', chronoUnits),
};

const among =
  (...names: readonly string[]) =>
  (call: Call) =>
    names.includes(self(call).name);

export const executionStatusMethods: MethodTable = {
  ...common,
  'length(): int': (call) => self(call).name.length,
  'charAt(int): char': (call) => self(call).name[intArg(call, 0)] ?? '\0',
  'isComplete(): boolean': among(
    'CANCELED',
    'SUCCEEDED',
    'STOPPED',
    'SKIPPED',
    'TERMINAL',
    'FAILED_CONTINUE',
  ),
  'isHalt(): boolean': among('TERMINAL', 'CANCELED', 'STOPPED'),
  'isSkipped(): boolean': among('SKIPPED'),
  'isSuccessful(): boolean': among('SUCCEEDED', 'STOPPED', 'SKIPPED'),
  'isFailure(): boolean': among('TERMINAL', 'STOPPED', 'FAILED_CONTINUE'),
  'static valueOf(String): ExecutionStatus': (call) => constant(executionStatuses, textArg(call, 0)),
  'static values(): ExecutionStatus[]': () => new ArrayValue('ExecutionStatus', executionStatuses),
};
