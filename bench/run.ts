/**
 * npm run bench: the benchmarks of the bars P1, P2, P6, P7, P8 (and what is measured with them) one after the other, then
 * one table. The machine should have nothing else to do; what it did before each benchmark is told with its figures.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesIn } from './lines.ts';
import { type Line, machine } from './report.ts';

const BENCHMARKS = ['engine.ts', 'deploy.ts', 'footprint.ts', 'page-weight.ts'];

const folder = mkdtempSync(join(tmpdir(), 'foredeck-bench-'));
const lines: Line[] = [];
const failed: string[] = [];
try {
  for (const name of BENCHMARKS) {
    const file = join(import.meta.dirname, name);
    if (!existsSync(file)) continue;
    console.log(`\n== ${name.replace('.ts', '')}`);
    const kept = join(folder, `${name}.json`);
    const { code, output } = await run(file, kept);
    if (code !== 0) failed.push(name);
    lines.push(...(existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Line[]) : linesIn(output)));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${machine()}\n\n| id | what | measured | bar | against |\n| --- | --- | --- | --- | --- |`);
for (const { id, what, measured, bar, against } of lines)
  console.log(`| ${[id, what, measured, bar, against].join(' | ')} |`);
if (failed.length > 0) {
  console.error(`\nThese ended with a fault or over their bar: ${failed.join(', ')}.`);
  process.exitCode = 1;
}

function run(file: string, kept: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_LINES: kept },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
