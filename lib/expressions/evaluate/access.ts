import { fault, javaFault } from '../errors.ts';
import { classNamed } from '../types/classes.ts';
import { callMethod, pickMethod } from '../types/resolve.ts';
import { toNumber } from '../values/convert.ts';
import { int } from '../values/number.ts';
import { textOf } from '../values/text.ts';
import { ArrayValue, BeanValue, classOf, fromPlain, isList, isMap, TypeValue } from '../values/value.ts';
import type { State } from './state.ts';

/**
 * Reads `target.name`. A map gives its own entry, no inherited property and no method, so there is no way from a map
 * to the host language. Other values have the getters of their class (`empty` of a map too, where a missing key is
 * not null already), a bean what it declares.
 */
export function readProperty(target: unknown, name: string, state: State, at: number): unknown {
  if (target === null) throw fault('EL1007E', [name], at);
  if (isMap(target)) {
    const value = state.overlay.get(target, name);
    if (value !== undefined) return fromPlain(value);
    if (state.environment.allowUnknownKeys) return null;
    const getter = findGetter(target, name);
    if (getter) return callMethod(getter, target, [], state);
    throw fault('EL1021E', [name, 'the map has no such key'], at);
  }
  if (target instanceof ArrayValue && name === 'length') return int(target.items.length);
  if (target instanceof BeanValue) return readBean(target, name, state, at);
  const getter = findGetter(target, name);
  if (!getter) throw fault('EL1021E', [name, `${classOf(target)} has no such property for expressions`], at);
  return callMethod(getter, target, [], state);
}

function readBean(bean: BeanValue, name: string, state: State, at: number): unknown {
  const written = state.overlay.written(bean, name);
  if (written) return written.value;
  const read = Object.hasOwn(bean.properties, name) ? bean.properties[name] : undefined;
  if (!read) throw fault('EL1021E', [name, `${bean.type} has no such property for expressions`], at);
  return fromPlain(read());
}

/** `getName()` or `isName()` behind `.name`. A second capital letter leaves the first as it is: `isNaN` is `NaN`. */
function findGetter(target: unknown, name: string) {
  const suffix = /^.[A-Z]/.test(name) ? name : `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const isType = target instanceof TypeValue;
  // Static properties stay closed, as they are in the original.
  if (isType) return undefined;
  return classNamed(classOf(target)).methods.find(
    (method) =>
      method.parameters.length === 0 &&
      !method.isStatic &&
      (method.name === `get${suffix}` || (method.name === `is${suffix}` && method.returns === 'boolean')),
  );
}

/** Writes `target.name = value`, into the overlay of this evaluation only. */
export function writeProperty(target: unknown, name: string, value: unknown, state: State, at: number): void {
  if (target === null) throw fault('EL1009E', [name], at);
  if (target instanceof BeanValue && Object.hasOwn(target.properties, name)) {
    state.overlay.write(target, name, value);
    return;
  }
  if (!isMap(target)) throw fault('EL1010E', [name, classOf(target)], at);
  state.overlay.put(target, name, value);
}

/** Reads `target[index]`: a key of a map, a place in a list, array, set or text, a property of a bean. */
export function readIndex(target: unknown, index: unknown, state: State, at: number): unknown {
  if (target === null) throw fault('EL1012E', [], at);
  if (isMap(target)) return fromPlain(state.overlay.get(target, index));
  const items = state.overlay.items(target);
  if (items) return itemAt(target, items, indexNumber(index, state), at);
  if (typeof target === 'string') {
    const place = indexNumber(index, state);
    if (place >= target.length) throw fault('EL1026E', [String(target.length), String(place)], at);
    return target[place] ?? negative(place);
  }
  if (typeof index === 'string') return readProperty(target, index, state, at);
  throw fault('EL1027E', [classOf(target)], at);
}

function indexNumber(index: unknown, state: State): number {
  const number = toNumber(index, 'int', state);
  if (number === null) throw javaFault('the index is null');
  return Number(number.raw);
}

const negative = (place: number): never => {
  throw javaFault(`index ${place} is out of bounds`);
};

function itemAt(target: unknown, items: readonly unknown[], place: number, at: number): unknown {
  if (place < 0) return negative(place);
  if (place >= items.length) {
    const code = target instanceof ArrayValue ? 'EL1024E' : 'EL1025E';
    throw fault(code, [String(items.length), String(place)], at);
  }
  return fromPlain(items[place]);
}

export function writeIndex(target: unknown, index: unknown, value: unknown, state: State, at: number): void {
  if (target === null) throw fault('EL1012E', [], at);
  if (isMap(target)) {
    state.overlay.put(target, index, value);
    return;
  }
  if (target instanceof BeanValue && typeof index === 'string') {
    writeProperty(target, index, value, state, at);
    return;
  }
  if (!isList(target) && !(target instanceof ArrayValue)) throw fault('EL1027E', [classOf(target)], at);
  const place = indexNumber(index, state);
  itemAt(target, state.overlay.items(target) ?? [], place, at);
  state.overlay.writableItems(target)[place] = value;
}

const signatureOf = (name: string, args: readonly unknown[]): string =>
  `${name}(${args.slice(0, 10).map(classOf).join(',')}${args.length > 10 ? ',...' : ''})`;

/** Calls `target.name(args)`. Only methods of the tables exist; a bean has the getters of what it declares. */
export function callNamed(
  target: unknown,
  name: string,
  args: readonly unknown[],
  state: State,
  at: number,
): unknown {
  const signature = signatureOf(name, args);
  if (target === null) throw fault('EL1011E', [signature], at);
  if (target instanceof BeanValue) {
    const property = beanProperty(target, name);
    if (args.length === 0 && property) return readBean(target, property, state, at);
    if (args.length === 0 && name === 'toString') return textOf(target, state);
    if (args.length === 1 && name === 'equals') return args[0] === target;
    throw fault('EL1004E', [signature, target.type], at);
  }
  const isType = target instanceof TypeValue;
  const className = isType ? target.type : classOf(target);
  const methods = classNamed(className).methods.filter((method) => !isType || method.isStatic);
  const method = pickMethod(methods, name, args, className);
  if (!method) throw fault('EL1004E', [signature, className], at);
  return callMethod(method, method.isStatic ? null : target, args, state);
}

/** The declared property behind `getName` or `isName`. */
function beanProperty(bean: BeanValue, method: string): string | undefined {
  const found = /^(?:get|is)([A-Z].*)$/.exec(method)?.[1];
  if (!found) return undefined;
  const name = `${found[0]?.toLowerCase()}${found.slice(1)}`;
  return Object.hasOwn(bean.properties, name) && bean.properties[name] ? name : undefined;
}
