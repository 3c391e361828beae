import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSecondsOf } from './memory.ts';

/** Shares of a core, in percent. */
export interface IdleCost {
  readonly worker: number;
  readonly postgres: number;
}

/** What this process (the worker) and the PostgreSQL below it use while nothing is asked of them. Linux only. */
export async function idleCost(ms: number): Promise<IdleCost> {
  const ownBefore = process.cpuUsage();
  const allBefore = cpuSecondsOf(process.pid);
  await sleep(ms);
  const own = process.cpuUsage(ownBefore);
  const ownMs = (own.user + own.system) / 1000;
  const allMs = (cpuSecondsOf(process.pid) - allBefore) * 1000;
  const share = (used: number) => (Math.max(0, used) / ms) * 100;
  return { worker: share(ownMs), postgres: share(allMs - ownMs) };
}

/** "0.31 + 0.42 %" */
export const idleWords = ({ worker, postgres }: IdleCost): string =>
  `${worker.toFixed(2)} + ${postgres.toFixed(2)} %`;
