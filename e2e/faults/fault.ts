import type { FaultWorld } from './world.ts';

/** One fault of the reliability table. `run` answers with what was measured, or throws what went wrong. */
export interface Fault {
  readonly id: string;
  readonly title: string;
  readonly run: (world: FaultWorld) => Promise<string>;
}
