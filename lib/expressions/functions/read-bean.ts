import { javaFault } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { BeanValue, fromPlain, isMap } from '../values/value.ts';

/** A property of a bean, null where it has none. */
export function read(bean: BeanValue, property: string): unknown {
  const get = Object.hasOwn(bean.properties, property) ? bean.properties[property] : undefined;
  return get ? fromPlain(get()) : null;
}

/** A key of a map that is a property of a bean: `stage.context['key']`. */
export function readMap(bean: BeanValue, property: string, key: string, state: State): unknown {
  const map = read(bean, property);
  return isMap(map) ? fromPlain(state.overlay.get(map, key)) : null;
}

/** The execution that the expression is evaluated in. */
export function theExecution(state: State): BeanValue {
  const execution = isMap(state.root) ? state.overlay.get(state.root, 'execution') : null;
  if (execution instanceof BeanValue && execution.type === 'PipelineExecution') return execution;
  throw javaFault('there is no execution here');
}

export function stagesOf(state: State): BeanValue[] {
  const stages = read(theExecution(state), 'stages');
  return (state.overlay.items(stages) ?? []).filter((stage) => stage instanceof BeanValue);
}
