import type { FaultWorld } from './world.ts';

/** One fault of the reliability table. `run` answers with what was measured, or throws what went wrong. */
export interface Fault {
  readonly id: string;
  readonly title: string;
  readonly run: (world: FaultWorld) => Promise<string>;
}

/**
 * How large a test is: as the environment says (`FAULT_KILLS=50`), else the whole size with `--full`, else one that an
 * ordinary sweep has time for. What ran is printed with what was measured.
 */
export function sizeOf(name: string, sizes: { readonly usual: number; readonly full: number }): number {
  const given = process.env[`FAULT_${name}`];
  if (given) return Number(given);
  return process.env.FAULT_FULL ? sizes.full : sizes.usual;
}
