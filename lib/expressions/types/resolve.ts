import { fault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { ArrayValue, charSequence, classOf, fromPlain } from '../values/value.ts';
import { convertTo, isAssignable, isConvertible, isPrimitive } from './assignable.ts';
import { type JavaMethod, typedResult } from './method.ts';

type Fit = 'exact' | 'close' | 'converted';

/**
 * Picks the overload for some arguments as the original does: an exact fit wins at once, then the closest one that
 * needs no conversion, then the only one that needs some. Two of the last sort are ambiguous (EL1033E), or for
 * constructors the last of them is taken.
 */
export function pickMethod(
  methods: readonly JavaMethod[],
  name: string,
  args: readonly unknown[],
  className: string,
  whenAmbiguous: 'refuse' | 'last' = 'refuse',
): JavaMethod | undefined {
  const candidates = methods
    .filter((method) => method.name === name)
    .sort((a, b) => a.parameters.length - b.parameters.length || Number(a.isVarArgs) - Number(b.isVarArgs));
  let close: { method: JavaMethod; distance: number } | undefined;
  const converted: JavaMethod[] = [];
  for (const method of candidates) {
    const fit = fitOf(method, args);
    if (fit === 'exact') return method;
    if (fit === 'close') {
      const distance = distanceOf(method, args);
      if (!close || distance < close.distance) close = { method, distance };
    }
    if (fit === 'converted') converted.push(method);
  }
  if (close) return close.method;
  if (converted.length > 1 && whenAmbiguous === 'refuse') throw fault('EL1033E', [name, className]);
  return converted.at(-1);
}

function fitOf(method: JavaMethod, args: readonly unknown[]): Fit | undefined {
  const { parameters, isVarArgs } = method;
  const fixed = isVarArgs ? parameters.length - 1 : parameters.length;
  if (isVarArgs ? args.length < fixed : args.length !== fixed) return undefined;
  const rest = parameters.at(-1) ?? '';
  let fit: Fit | undefined = 'exact';
  for (const [index, argument] of args.entries()) {
    const own = parameters[index] ?? '';
    const isWholeRest = isVarArgs && args.length === parameters.length && isSameType(argument, rest);
    const isFixed = index < fixed || isWholeRest;
    const one = fitOfArgument(argument, isFixed ? own : rest.slice(0, -2));
    if (!one && isFixed) return undefined;
    fit = worse(fit, one);
  }
  return fit;
}

/** In a variable tail an argument that fits makes up for one before it that did not; calling then fails instead. */
function worse(fit: Fit | undefined, one: Fit | undefined): Fit | undefined {
  if (!one || one === 'exact') return one && fit;
  return one === 'converted' || fit === 'converted' ? 'converted' : 'close';
}

function fitOfArgument(argument: unknown, type: string): Fit | undefined {
  if (argument === null) return isPrimitive(type) ? undefined : 'exact';
  if (isSameType(argument, type)) return 'exact';
  if (isAssignable(argument, type)) return 'close';
  return isConvertible(argument, type) ? 'converted' : undefined;
}

/** A boxed value is never quite a primitive, so `Integer` for `int` is only close. */
const isSameType = (argument: unknown, type: string): boolean =>
  !isPrimitive(type) && classOf(argument) === type;

/** The less, the nearer: a class above the argument's own counts two for each step, an interface one. */
function distanceOf(method: JavaMethod, args: readonly unknown[]): number {
  let distance = 0;
  for (const [index, type] of method.parameters.entries()) {
    const argument = args[index];
    if (argument === undefined || argument === null || isSameType(argument, type)) continue;
    if (type === 'Object' || isPrimitive(type)) distance += isNumberClass(argument) ? 4 : 2;
    else distance += 1;
  }
  return distance;
}

const isNumberClass = (value: unknown): boolean =>
  ['Byte', 'Short', 'Integer', 'Long', 'Float', 'Double', 'BigInteger'].includes(classOf(value));

/** Converts the arguments, calls the method and types its result. */
export function callMethod(
  method: JavaMethod,
  self: unknown,
  args: readonly unknown[],
  state: State,
): unknown {
  const converted = convertArguments(method, args, state);
  state.budget.step();
  return fromPlain(typedResult(method.run({ self, args: converted, state }), method.returns));
}

function convertArguments(method: JavaMethod, args: readonly unknown[], state: State): unknown[] {
  const { parameters, isVarArgs } = method;
  if (!isVarArgs) return args.map((value, index) => convertTo(value, parameters[index] ?? 'Object', state));
  const fixed = parameters.length - 1;
  const head = args
    .slice(0, fixed)
    .map((value, index) => convertTo(value, parameters[index] ?? 'Object', state));
  return [...head, restArray(parameters[fixed] ?? 'Object[]', args.slice(fixed), state)];
}

/**
 * The array of a variable tail. A single list becomes it (for text parameters; text is cut at commas for others). A
 * single array does only when it is of the very type: one of another type is refused, as the original refuses it,
 * or is one element where any object will do.
 */
function restArray(type: string, rest: readonly unknown[], state: State): ArrayValue {
  const component = type.slice(0, -2);
  const [only] = rest;
  if (rest.length === 1 && only instanceof ArrayValue) {
    if (only.component === component) return only;
    if (component !== 'Object') throw fault('EL1029E', [only.component, component]);
  } else if (rest.length === 1 && only !== null) {
    const becomesArray = component === 'Object' ? Array.isArray(only) : charSequence(only) === undefined;
    const array = becomesArray ? convertTo(only, type, state) : undefined;
    if (array instanceof ArrayValue) return array;
  }
  return new ArrayValue(
    component,
    rest.map((value) => convertTo(value, component, state)),
  );
}
