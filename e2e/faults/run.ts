/**
 * npm run test:faults: real processes, a real PostgreSQL, and what happens when they are killed, frozen, restarted,
 * starved or raced. Prints a line a fault and what was measured.
 *
 *     npm run test:faults                        all, in the sizes of an ordinary sweep
 *     npm run test:faults -- F01 F08             some
 *     npm run test:faults -- --full F08          the size of the quality bar: 5,000 runs, ten minutes of restarts
 *     npm run test:faults -- --full --lanes=8 P11  eight worlds beside each other: 8 x 125 kills
 */
import { spawn } from 'node:child_process';
import { clocks } from './clocks.ts';
import { crashes } from './crashes.ts';
import { deliveries } from './deliveries.ts';
import { documents } from './documents.ts';
import type { Fault } from './fault.ts';
import { kills } from './kills.ts';
import { network } from './network.ts';
import { people } from './people.ts';
import { poison } from './poison.ts';
import { pool } from './pool.ts';
import { queues } from './queues.ts';
import { races } from './races.ts';
import { retention } from './retention.ts';
import { sizes } from './sizes.ts';
import { soak } from './soak.ts';
import { upgrade } from './upgrade.ts';
import { webhooks } from './webhooks.ts';
import { openFaultWorld } from './world.ts';

const all: readonly Fault[] = [
  ...[...crashes, ...soak, ...kills, ...races, ...queues, ...people, ...network, ...pool, ...clocks],
  ...[...deliveries, ...upgrade, ...poison, ...webhooks, ...documents, ...sizes, ...retention],
].sort((one, other) => one.id.localeCompare(other.id));
const words = process.argv.slice(2);

if (words[0] === '--alone') process.exit((await runAlone(words[1] ?? '')) ? 0 : 1);
process.exit((await runMany()) ? 0 : 1);

async function runMany(): Promise<boolean> {
  const wanted = new Set(words.filter((word) => !word.startsWith('--')));
  const unknown = [...wanted].filter((id) => !all.some((fault) => fault.id === id));
  if (unknown.length > 0) throw new Error(`There is no fault test ${unknown.join(', ')}.`);
  if (words.includes('--full')) process.env.FAULT_FULL = '1';
  const lanes = Number(words.find((word) => word.startsWith('--lanes='))?.slice(8) ?? 1);
  const faults = all.filter((fault) => wanted.size === 0 || wanted.has(fault.id));
  let failed = 0;
  // A process and a database of its own: what one fault leaves behind must not help or hinder the next.
  for (const fault of faults) {
    const codes = await Promise.all(Array.from({ length: lanes }, () => inProcess(fault.id)));
    failed += codes.filter((code) => code !== 0).length;
  }
  console.log(`faults: ${faults.length * lanes - failed} passed, ${failed} failed`);
  return failed === 0;
}

function inProcess(id: string): Promise<number | null> {
  const child = spawn(process.execPath, [import.meta.filename, '--alone', id], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', resolve));
}

async function runAlone(id: string): Promise<boolean> {
  const fault = all.find((one) => one.id === id);
  if (!fault) throw new Error(`There is no fault test ${id}.`);
  const world = await openFaultWorld();
  try {
    const measured = await fault.run(world);
    console.log(`ok   ${fault.id} ${fault.title}\n     ${measured}`);
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(`FAIL ${fault.id} ${fault.title}\n     ${why}`);
    return false;
  } finally {
    await world.close();
  }
}
