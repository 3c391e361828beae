const STATE = Symbol.for('foredeck.process-state');

type Held = typeof globalThis & { [STATE]?: Map<string, unknown> };

/**
 * Holds what must exist once in a process. Next gives every entry its own copy of a module, so a plain
 * module variable is one a bundle; `globalThis` is one a process.
 *
 * @example const pool = processState('database.pool', () => new Pool(...));
 */
export function processState<T>(name: string, create: () => T): T {
  const held = globalThis as Held;
  held[STATE] ??= new Map();
  const state = held[STATE];
  if (!state.has(name)) state.set(name, create());
  // The map is keyed by name, and a name has one creator: the type is the creator's.
  return state.get(name) as T;
}

/** Drops what `processState` holds under that name, so that the next call creates it anew. */
export function forgetProcessState(name: string): void {
  (globalThis as Held)[STATE]?.delete(name);
}
