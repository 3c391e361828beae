import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the table: a bar of the product (P1, P2 ...) and how it was met. */
export interface Line {
  id: string;
  what: string;
  measured: string;
  bar: string;
  against: string;
}

const loadBefore = loadavg();

/** The machine and how busy it was before this benchmark began. */
export function machine(): string {
  const load = loadBefore.map((value) => value.toFixed(1)).join(' ');
  const cores = cpus();
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, load average before: ${load}`;
}

const lines: Line[] = [];

/** Prints a result at once, and keeps it for the table of `npm run bench` (BENCH_LINES names its file). */
export function tell(line: Line): void {
  lines.push(line);
  console.log(`${line.id}  ${line.what}: ${line.measured}; bar: ${line.bar}; against: ${line.against}`);
  const file = process.env.BENCH_LINES;
  if (file) writeFileSync(file, JSON.stringify(lines));
}
