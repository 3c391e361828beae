import { ExpressionError } from './errors.ts';

/** Bounds on one expression. Times are in milliseconds. */
export type Limits = {
  /** Characters of one expression between its delimiters. */
  expressionLength: number;
  /** Work in units of about 0.1 microseconds: a node evaluated costs four, a step of a regular expression two. */
  steps: number;
  /** Levels of nesting. */
  depth: number;
  /** Characters and list elements that may be made. */
  size: number;
  timeMs: number;
};

/**
 * Steps and size are what normally stops an expression, well within 50 ms: unlike time they stop it on every machine
 * at the same place, so that a busy one does not fail what an idle one evaluates. Time is the last resort.
 */
export const defaultLimits: Limits = {
  expressionLength: 10_000,
  steps: 250_000,
  depth: 400,
  size: 1_000_000,
  timeMs: 1000,
};

/** What is left to spend for one expression. Every loop of the interpreter pays here, so that none is endless. */
export class Budget {
  readonly limits: Limits;
  readonly #now: () => number;
  readonly #deadline: number;
  #steps = 0;
  #size = 0;
  #depth = 0;

  constructor(limits: Limits, now: () => number) {
    this.limits = limits;
    this.#now = now;
    this.#deadline = now() + limits.timeMs;
  }

  step(count = 1): void {
    const before = this.#steps;
    this.#steps += count;
    if (this.#steps > this.limits.steps) {
      throw exceeded(`it takes more than ${this.limits.steps} steps`);
    }
    // The clock is read once in 1,024 steps: reading it each time would cost more than the step.
    if (before >> 10 !== this.#steps >> 10 && this.#now() > this.#deadline) {
      throw exceeded(`it takes longer than ${this.limits.timeMs} ms`);
    }
  }

  /** Pays for characters or elements about to be made. Call it before making them. */
  allocate(size: number): void {
    this.#size += size;
    if (!(this.#size <= this.limits.size)) {
      throw exceeded(`its values would be larger than ${this.limits.size} characters`);
    }
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > this.limits.depth) {
      throw exceeded(`it is nested more than ${this.limits.depth} levels deep`);
    }
  }

  leave(): void {
    this.#depth -= 1;
  }
}

function exceeded(reason: string): ExpressionError {
  return new ExpressionError('budget', `the expression was stopped: ${reason}`);
}
