import {
  DateFormatValue,
  DateValue,
  InstantValue,
  LocalDateTimeValue,
  LocalDateValue,
  UuidValue,
} from './date.ts';
import { JavaNumber } from './number.ts';
import { CharValue, EnumValue, isList, TypeValue } from './value.ts';

/** Text that is the same for two keys exactly when Java's equals says so. Containers as keys count by identity of text. */
export function keyOf(key: unknown): string {
  if (typeof key === 'string') return `s${key}`;
  if (key instanceof JavaNumber) return `n${key.kind}:${key.raw}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (key === null) return '0';
  if (key instanceof CharValue) return `c${key.text}`;
  if (key instanceof EnumValue) return `e${key.type}.${key.name}`;
  if (key instanceof UuidValue) return `u${key.text}`;
  if (key instanceof LocalDateValue) return `d${key.epochDay}`;
  if (key instanceof DateValue) return `t${key.epochMs}`;
  if (isList(key)) return `l${key.map(keyOf).join(',')}`;
  return 'o';
}

/** Java's equals for values that are neither list, set nor map: `1` and `1L` differ, as in Java. */
export function scalarEquals(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left instanceof JavaNumber && right instanceof JavaNumber) {
    return left.kind === right.kind && Object.is(left.raw, right.raw);
  }
  if (left instanceof CharValue && right instanceof CharValue) return left.text === right.text;
  if (left instanceof EnumValue && right instanceof EnumValue) {
    return left.type === right.type && left.name === right.name;
  }
  if (left instanceof TypeValue && right instanceof TypeValue) return left.javaName === right.javaName;
  if (left instanceof DateValue && right instanceof DateValue) return left.epochMs === right.epochMs;
  if (left instanceof LocalDateValue && right instanceof LocalDateValue)
    return left.epochDay === right.epochDay;
  if (left instanceof LocalDateTimeValue && right instanceof LocalDateTimeValue) {
    return left.epochDay === right.epochDay && left.nanoOfDay === right.nanoOfDay;
  }
  if (left instanceof InstantValue && right instanceof InstantValue)
    return left.epochNano === right.epochNano;
  if (left instanceof UuidValue && right instanceof UuidValue) return left.text === right.text;
  if (left instanceof DateFormatValue && right instanceof DateFormatValue)
    return left.pattern === right.pattern;
  return false;
}
