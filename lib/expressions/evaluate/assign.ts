import { type ExpressionError, fault } from '../errors.ts';
import type { Node } from '../syntax/ast.ts';
import { JavaNumber } from '../values/number.ts';
import { isMap } from '../values/value.ts';
import { readIndex, readProperty, writeIndex, writeProperty } from './access.ts';
import { calculate } from './operators.ts';
import { type State, withActive } from './state.ts';

type Evaluate = (node: Node, state: State) => unknown;

/** A place that can be read and written. */
type Place = { read: () => unknown; write: (value: unknown) => void };

/**
 * The place a node stands for. What a method, selection or projection gives can be read and not written; literals,
 * functions and operators are no place at all.
 */
function placeOf(node: Node, state: State, evaluate: Evaluate): Place | undefined {
  const target = state.active;
  switch (node.kind) {
    case 'property':
      return {
        read: () => (target === null && node.safe ? null : readProperty(target, node.name, state, node.at)),
        write: (value) => writeProperty(target, node.name, value, state, node.at),
      };
    case 'index': {
      const isName = isMap(target) && node.index.kind === 'property';
      const index =
        isName && node.index.kind === 'property'
          ? node.index.name
          : withActive(state, state.root, () => evaluate(node.index, state));
      return {
        read: () => readIndex(target, index, state, node.at),
        write: (value) => writeIndex(target, index, value, state, node.at),
      };
    }
    case 'variable':
      if (node.name === 'this' || node.name === 'root') return readOnly(node, state, evaluate);
      return {
        read: () => state.variables.get(node.name) ?? null,
        write: (value) => void state.variables.set(node.name, value),
      };
    case 'method':
    case 'select':
    case 'project':
      return readOnly(node, state, evaluate);
    case 'chain': {
      const last = node.parts.at(-1);
      let value: unknown = null;
      for (const [index, part] of node.parts.slice(0, -1).entries()) {
        value = index === 0 ? evaluate(part, state) : withActive(state, value, () => evaluate(part, state));
      }
      return last ? withActive(state, value, () => placeOf(last, state, evaluate)) : undefined;
    }
    default:
      return undefined;
  }
}

function readOnly(node: Node, state: State, evaluate: Evaluate): Place {
  const value = evaluate(node, state);
  return {
    read: () => value,
    write: () => {
      throw fault('EL1068E', [naming(node)], node.at);
    },
  };
}

const naming = (node: Node): string => (node.kind === 'property' ? node.name : `a ${node.kind}`);

/** `target = value`. The value is kept for the rest of this expression and is its result. */
export function assign(target: Node, value: unknown, state: State, evaluate: Evaluate): unknown {
  if (target.kind === 'variable') {
    // `#this` and `#root` cannot be changed; what is put under their names is never seen.
    state.variables.set(target.name, value);
    return value;
  }
  const place = placeOf(target, state, evaluate);
  if (!place) throw fault('EL1032E', [naming(target)], target.at);
  place.write(value);
  return value;
}

/** `n++`, `--n` and their like. */
export function increment(
  node: Extract<Node, { kind: 'increment' }>,
  state: State,
  evaluate: Evaluate,
): unknown {
  const refused = fault(
    node.operator === '++' ? 'EL1066E' : 'EL1067E',
    [naming(node.target)],
    node.target.at,
  );
  const place = placeOf(node.target, state, evaluate);
  if (!place) throw fault('EL1068E', [naming(node.target)], node.target.at);
  const before = place.read();
  const after = stepped(before, node.operator, state, refused);
  place.write(after);
  return node.prefix ? after : before;
}

/** One more or one less, of the same type. Only numbers can be counted up and down, text cannot. */
function stepped(value: unknown, operator: '++' | '--', state: State, refused: ExpressionError): unknown {
  if (!(value instanceof JavaNumber)) throw refused;
  const one = new JavaNumber(value.kind, typeof value.raw === 'bigint' ? 1n : 1);
  return calculate(operator === '++' ? '+' : '-', value, one, state);
}
