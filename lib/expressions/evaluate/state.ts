import { Budget, type Limits } from '../budget.ts';
import type { FunctionTable } from '../functions/function.ts';
import type { ExpressionHost, HostAnswers } from '../functions/host.ts';
import { Overlay } from '../values/overlay.ts';

/** What the interpreter needs from outside. */
export type Environment = {
  /** Milliseconds since 1970: what dates and records tell. */
  now: () => number;
  /** Milliseconds from anywhere, only ever growing: what time limits are measured by. */
  elapsed: () => number;
  /** A number in [0, 1), for `new Random()` and `Math.random()`. */
  random: () => number;
  functions: FunctionTable;
  host: ExpressionHost;
  /** Answers of the host known so far. */
  answers: HostAnswers;
  /** Id of the stage being evaluated, for `#currentStage()`. */
  currentStageId: string | undefined;
  /** For `#currentUser()`. */
  user: string | undefined;
  /** Whether a missing key of a map reads as null (stages) or is an error (the pass at start). */
  allowUnknownKeys: boolean;
  limits: Limits;
};

/** One evaluation: what is left of its budget, what it wrote, and the objects it stands in. */
export type State = {
  readonly environment: Environment;
  readonly budget: Budget;
  readonly overlay: Overlay;
  readonly root: unknown;
  readonly variables: Map<string, unknown>;
  /** `#this`. */
  active: unknown;
  /** What names inside method arguments are looked up in: the root, or the element of the nearest selection. */
  scope: unknown;
};

export function newState(root: unknown, environment: Environment): State {
  const budget = new Budget(environment.limits, environment.elapsed);
  return {
    environment,
    budget,
    overlay: new Overlay(budget),
    root,
    variables: new Map(),
    active: root,
    scope: root,
  };
}

/** Runs `body` with another `#this`, and puts the old one back whatever happens. */
export function withActive<T>(state: State, active: unknown, body: () => T): T {
  const before = state.active;
  state.active = active;
  try {
    return body();
  } finally {
    state.active = before;
  }
}

/** As `withActive`, for the body of a selection or projection: arguments of methods see the element too. */
export function withElement<T>(state: State, element: unknown, body: () => T): T {
  const scope = state.scope;
  state.scope = element;
  try {
    return withActive(state, element, body);
  } finally {
    state.scope = scope;
  }
}
