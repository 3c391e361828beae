import type { State } from '../evaluate/state.ts';

/** Types of a helper function's parameters: what its arguments are turned into before the call. */
export type ParameterType = 'text' | 'value' | 'texts';

export type HelperParameter = { name: string; type: ParameterType; description: string };

/** A helper function, written `#name(...)` in an expression. */
export type HelperFunction = {
  name: string;
  description: string;
  parameters: readonly HelperParameter[];
  /** Word for what comes back, for help. */
  returns: string;
  /** Throws anything to say that it failed; the caller names the function. */
  run: (args: readonly unknown[], state: State) => unknown;
};

export type FunctionTable = ReadonlyMap<string, HelperFunction>;
