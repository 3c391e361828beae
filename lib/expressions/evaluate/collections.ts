import { fault } from '../errors.ts';
import { mapOf } from '../values/overlay.ts';
import { ArrayValue, classOf, fromPlain, isMap } from '../values/value.ts';
import { type State, withElement } from './state.ts';

type Which = 'all' | 'first' | 'last';

/** `.?[...]`, `.^[...]` and `.$[...]`: the elements, or the first or last one, for which the condition holds. */
export function select(
  target: unknown,
  which: Which,
  condition: () => unknown,
  state: State,
  at: number,
): unknown {
  if (isMap(target)) {
    const chosen = filter(state.overlay.entries(target), condition, which, state, at);
    if (which !== 'all' && chosen.length === 0) return null;
    return mapOf(which === 'last' ? chosen.slice(-1) : chosen);
  }
  const items = state.overlay.items(target);
  if (!items) throw fault('EL1015E', [classOf(target)], at);
  const chosen = filter(items, condition, which, state, at);
  if (which === 'first') return fromPlain(chosen[0]);
  if (which === 'last') return fromPlain(chosen.at(-1));
  return target instanceof ArrayValue ? new ArrayValue(target.component, chosen) : chosen;
}

function filter<T>(
  items: readonly T[],
  condition: () => unknown,
  which: Which,
  state: State,
  at: number,
): T[] {
  const chosen: T[] = [];
  for (const raw of items) {
    state.budget.step();
    const element = fromPlain(raw);
    const verdict = withElement(state, element, condition);
    if (typeof verdict !== 'boolean') throw fault('EL1016E', [], at);
    if (!verdict) continue;
    state.budget.allocate(1);
    chosen.push(raw);
    if (which === 'first') break;
  }
  return chosen;
}

/** `.![...]`: what the body gives for each element. An array stays an array, everything else becomes a list. */
export function project(target: unknown, body: () => unknown, state: State, at: number): unknown {
  const items = isMap(target) ? state.overlay.entries(target) : state.overlay.items(target);
  if (!items) throw fault('EL1019E', [classOf(target)], at);
  const results: unknown[] = [];
  for (const item of items) {
    state.budget.step();
    state.budget.allocate(1);
    results.push(withElement(state, fromPlain(item), body));
  }
  if (!(target instanceof ArrayValue)) return results;
  const kinds = new Set(results.filter((value) => value !== null).map(classOf));
  const [only = 'Object'] = kinds;
  return new ArrayValue(kinds.size === 1 ? only : 'Object', results);
}
