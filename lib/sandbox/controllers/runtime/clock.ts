/** Where the controllers get their time and their turns from, so that tests can drive both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  millis(): number;
  /** Runs once after so many milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Runs in a turn of its own, soon, after waiting input and output had theirs. */
  soon(run: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  millis: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  soon(run) {
    const turn = setImmediate(run);
    return () => clearImmediate(turn);
  },
};
