import { ExpressionError, fault, javaFault } from '../errors.ts';
import type { Node } from '../syntax/ast.ts';
import { convertTo, isPrimitive, zeroOf } from '../types/assignable.ts';
import { classNamed, findElementType, findType } from '../types/classes.ts';
import { callMethod, pickMethod } from '../types/resolve.ts';
import { toNumber } from '../values/convert.ts';
import { ArrayValue, classOf } from '../values/value.ts';
import type { State } from './state.ts';

/** `new Type(args)` for the types that are allowed. */
export function construct(name: string, args: readonly unknown[], state: State, at: number): unknown {
  const type = findType(name, at);
  if (isPrimitive(type)) throw fault('EL1021E', [name, 'a primitive type has no constructor'], at);
  const wanted = `(${args.map(classOf).join(',')})`;
  const found = pickMethod(classNamed(type).constructors, type, args, type, 'last');
  if (!found) throw fault('EL1002E', [name, wanted], at);
  try {
    return callMethod(found, null, args, state);
  } catch (error) {
    if (error instanceof ExpressionError && error.kind === 'java') {
      throw fault('EL1003E', [name, `${wanted}: ${error.message}`], at);
    }
    throw error;
  }
}

/** `new int[3]`, `new String[]{'a', 'b'}`. */
export function constructArray(
  node: Extract<Node, { kind: 'newArray' }>,
  run: (node: Node) => unknown,
  state: State,
): ArrayValue {
  const component = findElementType(node.type, node.at);
  const [first] = node.dimensions;
  if (!node.items) {
    const sizes = node.dimensions.map((dimension) => {
      if (!dimension) throw fault('EL1063E', [], node.at);
      return sizeOf(run(dimension), state, node.at);
    });
    state.budget.allocate(sizes.reduce((product, size) => product * size, 1));
    return filled(component, sizes, state);
  }
  if (node.dimensions.length > 1) throw fault('EL1062E', [], node.at);
  if (first && sizeOf(run(first), state, node.at) !== node.items.length) throw fault('EL1064E', [], node.at);
  state.budget.allocate(node.items.length);
  return new ArrayValue(
    component,
    node.items.map((item) => element(run(item), component, state)),
  );
}

/** A value turned into an element; there is no null among primitives. */
function element(value: unknown, component: string, state: State): unknown {
  if (value === null && isPrimitive(component)) throw javaFault(`null is no ${component}`);
  return convertTo(value, component, state);
}

function sizeOf(value: unknown, state: State, at: number): number {
  const size = Number(toNumber(value, 'int', state)?.raw ?? -1);
  if (size < 0) throw fault('EL1063E', [], at);
  return size;
}

function filled(component: string, sizes: readonly number[], state: State): ArrayValue {
  const [size = 0, ...rest] = sizes;
  state.budget.allocate(size);
  const inner = component + '[]'.repeat(rest.length);
  const item = (): unknown => (rest.length > 0 ? filled(component, rest, state) : zeroOf(component));
  return new ArrayValue(inner, Array.from({ length: size }, item));
}
