import { ExpressionError, fault } from '../errors.ts';
import type { HelperFunction } from '../functions/function.ts';
import { PendingCall } from '../functions/pending.ts';
import { toItems, toText } from '../values/convert.ts';
import { BeanValue, fromPlain } from '../values/value.ts';
import type { State } from './state.ts';

/** The function that `#name(...)` means. It is looked for before its arguments are evaluated. */
export function functionNamed(name: string, state: State, at: number): HelperFunction {
  const found = state.environment.functions.get(name);
  if (!found) throw fault(state.variables.has(name) ? 'EL1022E' : 'EL1006E', [name], at);
  return found;
}

/** Calls `#name(args)`. Arguments are turned into text where the function wants text. */
export function callFunction(
  name: string,
  found: HelperFunction,
  args: readonly unknown[],
  state: State,
  at: number,
): unknown {
  const given = withoutExecution(found, args);
  const takesRest = found.parameters.at(-1)?.type === 'texts';
  const least = found.parameters.length - (takesRest ? 1 : 0);
  if (takesRest ? given.length < least : given.length !== least) {
    throw fault('EL1014E', [name, `${least} argument${least === 1 ? '' : 's'}, not ${given.length}`], at);
  }
  const converted = convert(found, given, state);
  try {
    return fromPlain(found.run(converted, state));
  } catch (error) {
    if (error instanceof PendingCall) throw error;
    if (error instanceof ExpressionError && error.kind === 'budget') throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw fault('EL1023E', [name, message], at);
  }
}

/** Pipelines may pass `#root.execution` before the arguments themselves; functions that need it know it already. */
function withoutExecution(found: HelperFunction, args: readonly unknown[]): readonly unknown[] {
  const [first] = args;
  const isExecution = first instanceof BeanValue && first.type === 'PipelineExecution';
  const isOneMore = found.parameters.at(-1)?.type === 'texts' || args.length > found.parameters.length;
  return isExecution && isOneMore ? args.slice(1) : args;
}

function convert(found: HelperFunction, args: readonly unknown[], state: State): unknown[] {
  const converted: unknown[] = [];
  for (const [index, value] of args.entries()) {
    const type = found.parameters[Math.min(index, found.parameters.length - 1)]?.type;
    if (type === 'text') converted.push(toText(value, state));
    else if (type === 'texts')
      converted.push(...toItems(value, state).map((item) => toText(fromPlain(item), state)));
    else converted.push(value);
  }
  return converted;
}
