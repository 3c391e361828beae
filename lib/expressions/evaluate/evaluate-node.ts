import { ExpressionError, fault } from '../errors.ts';
import { regexMatches } from '../regex/regex.ts';
import type { Node } from '../syntax/ast.ts';
import { isAssignable } from '../types/assignable.ts';
import { typeNamed } from '../types/classes.ts';
import { toText } from '../values/convert.ts';
import { mapOf } from '../values/overlay.ts';
import { classOf, EntryValue, isMap, type MapValue, TypeValue } from '../values/value.ts';
import { callNamed, readIndex, readProperty } from './access.ts';
import { assign, increment } from './assign.ts';
import { callFunction, functionNamed } from './call-function.ts';
import { project, select } from './collections.ts';
import { construct, constructArray } from './construct.ts';
import { calculate, isBetween, relate, signed, truth } from './operators.ts';
import { type State, withActive } from './state.ts';

/** Evaluates a node. Throws {@link ExpressionError}, and nothing else. */
export function evaluateNode(node: Node, state: State): unknown {
  state.budget.step(4);
  state.budget.enter();
  try {
    return visit(node, state);
  } catch (error) {
    if (error instanceof ExpressionError) error.position ??= node.at;
    throw error;
  } finally {
    state.budget.leave();
  }
}

function visit(node: Node, state: State): unknown {
  const run = (child: Node): unknown => evaluateNode(child, state);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'list':
      return inlineList(node, state);
    case 'map':
      return inlineMap(node, state);
    case 'property':
      return property(node, state);
    case 'method':
      return method(node, state);
    case 'function':
      return functionCall(node, state);
    case 'variable':
      return variable(node.name, state);
    case 'type':
      return typeNamed(node.name, node.dimensions, node.at);
    case 'new':
      return construct(node.type, node.args.map(run), state, node.at);
    case 'newArray':
      return constructArray(node, run, state);
    case 'bean':
      throw fault('EL1057E', [node.name], node.at);
    case 'index':
      return readIndex(state.active, indexOf(node, state.active, state), state, node.at);
    case 'select': {
      const target = state.active;
      if (target === null && node.safe) return null;
      return select(target, node.which, () => run(node.criteria), state, node.at);
    }
    case 'project': {
      const target = state.active;
      if (target === null && node.safe) return null;
      return project(target, () => run(node.body), state, node.at);
    }
    case 'chain':
      return chain(node.parts, state);
    case 'unary':
      if (node.operator === '!') return !truth(run(node.operand), state, node.operand.at);
      return signed(node.operator, run(node.operand));
    case 'binary':
      return binary(node, state);
    case 'ternary':
      return run(truth(run(node.test), state, node.test.at) ? node.yes : node.no);
    case 'elvis': {
      const value = run(node.value);
      return value === null || value === '' ? run(node.otherwise) : value;
    }
    case 'assign':
      return assign(node.target, run(node.value), state, evaluateNode);
    case 'increment':
      return increment(node, state, evaluateNode);
  }
}

function property(node: Extract<Node, { kind: 'property' }>, state: State): unknown {
  const target = state.active;
  if (target === null && node.safe) return null;
  // The one name that stands for a function wherever it is written, as pipelines of old expect.
  if (node.name === 'deployedServerGroups') {
    return callFunction(node.name, functionNamed(node.name, state, node.at), [], state, node.at);
  }
  return readProperty(target, node.name, state, node.at);
}

function functionCall(node: Extract<Node, { kind: 'function' }>, state: State): unknown {
  const found = functionNamed(node.name, state, node.at);
  const args = node.args.map((arg) => evaluateNode(arg, state));
  return callFunction(node.name, found, args, state, node.at);
}

/** Arguments see the root, or the element of the nearest selection, whatever stands before the dot. */
function method(node: Extract<Node, { kind: 'method' }>, state: State): unknown {
  const target = state.active;
  const args = node.args.map((arg) => withActive(state, state.scope, () => evaluateNode(arg, state)));
  if (target === null && node.safe) return null;
  return callNamed(target, node.name, args, state, node.at);
}

/** In `map[name]` the bare name is the key itself; anything else is evaluated against the root. */
export function indexOf(node: Extract<Node, { kind: 'index' }>, target: unknown, state: State): unknown {
  if (isMap(target) && node.index.kind === 'property') return node.index.name;
  return withActive(state, state.root, () => evaluateNode(node.index, state));
}

/** The value of a chain is read as a place that could be written to, which a function at its end is not. */
function chain(parts: readonly Node[], state: State): unknown {
  const [first, ...rest] = parts;
  let value = first ? evaluateNode(first, state) : null;
  for (const part of rest) {
    if (part.kind === 'function' && part === rest.at(-1)) throw fault('EL1068E', [`#${part.name}`], part.at);
    value = withActive(state, value, () => evaluateNode(part, state));
  }
  return value;
}

function variable(name: string, state: State): unknown {
  if (name === 'this') return state.active;
  if (name === 'root') return state.root;
  return state.variables.get(name) ?? null;
}

/** Literals made of literals alone are constants, which methods such as `add` cannot change. */
const isConstant = (node: Node): boolean => {
  if (node.kind === 'list') return node.items.every(isConstant);
  if (node.kind === 'map') return node.entries.every(({ value }) => isConstant(value));
  return node.kind === 'literal';
};

function inlineList(node: Extract<Node, { kind: 'list' }>, state: State): unknown[] {
  state.budget.allocate(node.items.length);
  const items = node.items.map((item) => evaluateNode(item, state));
  return isConstant(node) ? state.overlay.freeze(items) : items;
}

function inlineMap(node: Extract<Node, { kind: 'map' }>, state: State): MapValue {
  state.budget.allocate(node.entries.length);
  const map = mapOf(
    node.entries.map(({ key, value }) => {
      const name = key.kind === 'property' ? key.name : evaluateNode(key, state);
      return new EntryValue(name, evaluateNode(value, state));
    }),
  );
  return isConstant(node) ? state.overlay.freeze(map) : map;
}

function binary(node: Extract<Node, { kind: 'binary' }>, state: State): unknown {
  const { operator, left, right, at } = node;
  const run = (child: Node): unknown => evaluateNode(child, state);
  switch (operator) {
    case 'and':
      return truth(run(left), state, left.at) && truth(run(right), state, right.at);
    case 'or':
      return truth(run(left), state, left.at) || truth(run(right), state, right.at);
    case 'matches':
      return matches(toText(run(left), state), run(right), state, at);
    case 'between':
      return isBetween(run(left), run(right), state, at);
    case 'instanceof':
      return isInstance(run(left), run(right), right.at);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return relate(operator, run(left), run(right), state);
    default:
      return calculate(operator, run(left), run(right), state);
  }
}

function matches(text: string | null, pattern: unknown, state: State, at: number): boolean {
  if (text === null) throw fault('EL1037E', [], at);
  if (typeof pattern !== 'string') throw fault('EL1038E', [], at);
  try {
    return regexMatches(pattern, text, state.budget);
  } catch (error) {
    if (error instanceof ExpressionError && error.kind === 'java') {
      throw fault('EL1018E', [pattern.slice(0, 200), error.message], at);
    }
    throw error;
  }
}

function isInstance(value: unknown, type: unknown, at: number): boolean {
  if (!(type instanceof TypeValue)) throw fault('EL1028E', [], at);
  // A boxed value is no instance of a primitive type, nor is null of anything.
  if (value === null || /^[a-z]+$/.test(type.type)) return false;
  return classOf(value) === type.type || (type.type.endsWith('[]') && isAssignable(value, type.type));
}
