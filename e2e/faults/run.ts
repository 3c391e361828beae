/**
 * npm run test:faults: real processes, a real PostgreSQL, and what happens when they are killed, frozen, restarted or
 * raced. Prints a line a fault. Names behind it choose some: `npm run test:faults -- F01 F08`.
 */
import { spawn } from 'node:child_process';
import { crashes } from './crashes.ts';
import type { Fault } from './fault.ts';
import { network } from './network.ts';
import { people } from './people.ts';
import { races } from './races.ts';
import { openFaultWorld } from './world.ts';

const all: readonly Fault[] = [...crashes, ...races, ...people, ...network];
const [first, ...rest] = process.argv.slice(2);

if (first === '--alone') process.exit((await runAlone(rest[0] ?? '')) ? 0 : 1);

const wanted = new Set(process.argv.slice(2));
const faults = all.filter((fault) => wanted.size === 0 || wanted.has(fault.id));
let failed = 0;
// A process and a database of its own: what one fault leaves behind must not help or hinder the next.
for (const fault of faults) if ((await inProcess(fault.id)) !== 0) failed += 1;
console.log(`faults: ${faults.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

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
    console.log(
      `FAIL ${fault.id} ${fault.title}\n     ${error instanceof Error ? error.message : String(error)}`,
    );
    return false;
  } finally {
    await world.close();
  }
}
