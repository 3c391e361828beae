/** Where the time comes from, so that tests can stand still. Milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
}

/** The machine's clock. Timers of executions go by the database's clock instead (lib/engine). */
export const systemClock: Clock = { now: () => Date.now() };
