import { fault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import {
  hasText,
  isSeveral,
  numberTargets,
  toBoolean,
  toChar,
  toItems,
  toNumber,
  toText,
} from '../values/convert.ts';
import { DateValue, UuidValue } from '../values/date.ts';
import { double, JavaNumber } from '../values/number.ts';
import {
  ArrayValue,
  CharValue,
  CollectionValue,
  charSequence,
  classOf,
  EnumValue,
  fromPlain,
  isList,
  isMap,
} from '../values/value.ts';

const primitives: Readonly<Record<string, string>> = {
  byte: 'Byte',
  short: 'Short',
  int: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  boolean: 'Boolean',
  char: 'Character',
};

export const isPrimitive = (type: string): boolean => Object.hasOwn(primitives, type);

const isCollection = (value: unknown): boolean => isList(value) || value instanceof CollectionValue;

/** Whether a value is already of a Java type, or of a class below it. */
export function isAssignable(value: unknown, type: string): boolean {
  if (type === 'Object') return true;
  if (type.endsWith('[]')) {
    if (!(value instanceof ArrayValue)) return false;
    return value.component === type.slice(0, -2) || (type === 'Object[]' && !isPrimitive(value.component));
  }
  switch (type) {
    case 'CharSequence':
      return charSequence(value) !== undefined;
    case 'Collection':
    case 'Iterable':
      return isCollection(value);
    case 'List':
      return isList(value);
    case 'Map':
      return isMap(value);
    case 'Enum':
      return value instanceof EnumValue;
    case 'Number':
      return value instanceof JavaNumber;
    case 'TemporalUnit':
      return value instanceof EnumValue && value.type === 'ChronoUnit';
    case 'TemporalField':
      return false;
    case 'ChronoLocalDate':
      return classOf(value) === 'LocalDate';
    case 'ChronoLocalDateTime':
      return classOf(value) === 'LocalDateTime';
    case 'Temporal':
    case 'TemporalAccessor':
      return ['LocalDate', 'LocalDateTime', 'Instant'].includes(classOf(value));
    default:
      return classOf(value) === (primitives[type] ?? type);
  }
}

/** Whether the language would turn a value into a Java type on its own. Trying may still fail: 'x' for an int. */
export function isConvertible(value: unknown, type: string): boolean {
  if (type === 'String') return hasText(value);
  if (type.endsWith('[]'))
    return isConvertible(value, type.slice(0, -2)) || isAssignable(value, type.slice(0, -2));
  if (type === 'Collection' || type === 'List') return true;
  if (value instanceof ArrayValue) return isElementOf(value.component, type);
  const several = isSeveral(value);
  if (Object.hasOwn(numberTargets, type)) {
    return (
      value instanceof JavaNumber ||
      typeof value === 'string' ||
      value instanceof CharValue ||
      several ||
      (value instanceof EnumValue && /^int|Integer$/.test(type))
    );
  }
  switch (type) {
    case 'boolean':
    case 'Boolean':
      return typeof value === 'string' || several;
    case 'char':
    case 'Character':
      return typeof value === 'string' || value instanceof JavaNumber || several;
    case 'UUID':
    case 'Locale':
    case 'Charset':
    case 'TimeZone':
      return typeof value === 'string' || several;
    case 'Date':
      return typeof value === 'string' || value instanceof JavaNumber;
    case 'ChronoUnit':
    case 'DayOfWeek':
    case 'Month':
      return typeof value === 'string' || (value instanceof JavaNumber && value.kind === 'int');
    default:
      return several && type !== 'Iterable';
  }
}

/** An array turns into what its first element would; that is known from the type of its elements. */
function isElementOf(component: string, type: string): boolean {
  if (component === 'Object') return true;
  const primitive = Object.keys(primitives).find((name) => primitives[name] === component) ?? component;
  const sample = component === 'String' ? '' : zeroOf(primitive);
  return sample !== null && (isAssignable(sample, type) || isConvertible(sample, type));
}

/** Turns an argument into a parameter's type. Throws EL1001E where it cannot be. */
export function convertTo(value: unknown, type: string, state: State): unknown {
  const converted = convert(value, type, state);
  // Empty text and empty lists become null, which no primitive can be.
  if (converted === null && value !== null && isPrimitive(type))
    throw fault('EL1001E', [classOf(value), type]);
  return converted;
}

function convert(value: unknown, type: string, state: State): unknown {
  if (value === null || isAssignable(value, type)) return normalized(value, type);
  if (type === 'String') return toText(value, state);
  if (type.endsWith('[]')) return toArray(value, type.slice(0, -2), state);
  if (type === 'Collection' || type === 'List') return toItems(value, state);
  const kind = numberTargets[type];
  if (kind) return toNumber(value, kind, state);
  switch (type) {
    case 'boolean':
    case 'Boolean':
      return toBoolean(value, state);
    case 'char':
    case 'Character':
      return toChar(value);
    case 'UUID':
      if (typeof value === 'string') return new UuidValue(value);
      break;
    case 'Locale':
      if (typeof value === 'string' && /^[\w #-]+$/.test(value)) return value;
      break;
    case 'Date':
      if (value instanceof JavaNumber) return new DateValue(Number(value.raw));
      break;
    default: {
      const items = isList(value) || value instanceof ArrayValue ? state.overlay.items(value) : undefined;
      if (items) return convertTo(fromPlain(items[0]), type, state);
      if (typeof value === 'string') return value;
    }
  }
  throw fault('EL1001E', [classOf(value), type]);
}

/** A status passed as text is its name from here on. */
function normalized(value: unknown, type: string): unknown {
  return type === 'CharSequence' ? (charSequence(value) ?? value) : value;
}

function toArray(value: unknown, component: string, state: State): ArrayValue {
  const items = toItems(value, state);
  state.budget.step(items.length);
  return new ArrayValue(
    component,
    items.map((item) => convertTo(fromPlain(item), component, state)),
  );
}

export const zeroOf = (component: string): unknown => {
  if (component === 'boolean') return false;
  if (component === 'char') return new CharValue('\0');
  if (component === 'double') return double(0);
  const kind = isPrimitive(component) ? numberTargets[component] : undefined;
  return kind ? new JavaNumber(kind, kind === 'long' ? 0n : 0) : null;
};
