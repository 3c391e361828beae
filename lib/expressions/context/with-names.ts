import { keyOf } from '../values/equality.ts';
import { EntryValue, MapValue, type PlainMap } from '../values/value.ts';
import { type EvaluationContext, rootOf } from './build-context.ts';

/** The same context with more names, which win over its own. */
export function withNames(context: EvaluationContext, names: PlainMap): EvaluationContext {
  const root = rootOf(context);
  const entries = new Map(root.entries);
  for (const key of Object.keys(names)) entries.set(keyOf(key), new EntryValue(key, names[key]));
  return { ...context, root: new MapValue(entries, root.fallback, root.fallbackKeys) };
}
