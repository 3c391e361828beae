/**
 * npm test: every check in order, the quick ones first, stopping at the first that fails. The last line holds the totals.
 * `npm test -- unit db` runs only the steps named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureBuild } from './ensure-build.ts';

interface Totals {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  run: () => Promise<boolean>;
  /** Where its runner left its figures; none for checks that are no tests. */
  totals?: () => Totals;
}

const ROOT = join(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'test-results');
const VECTORS = process.env.FOREDECK_VECTORS ?? join(ROOT, '../shared/vectors');
let vectorLines = '';

const steps: Step[] = [
  { name: 'types', run: async () => (await tool('next', ['typegen'])) && tool('tsc', ['--noEmit']) },
  { name: 'lint', run: () => tool('biome', ['check', '.']) },
  {
    name: 'borders',
    run: () => tool('depcruise', ['--config', '.dependency-cruiser.cjs', 'app', 'components', 'lib', 'bin']),
  },
  { name: 'unused', run: () => tool('knip', []) },
  { name: 'unit', run: () => vitest('unit', ['unit', 'components']), totals: () => vitestTotals('unit') },
  { name: 'db', run: () => vitest('db', ['db']), totals: () => vitestTotals('db') },
  { name: 'cluster', run: () => vitest('cluster', ['cluster']), totals: () => vitestTotals('cluster') },
  { name: 'vectors', run: vectors, totals: vectorTotals },
  { name: 'build', run: async () => ensureBuild().then(() => true) },
  { name: 'browser', run: () => tool('playwright', ['test']), totals: browserTotals },
];

const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.name));
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const sum: Totals = { passed: 0, failed: 0 };
const took: string[] = [];
let isGreen = true;
for (const step of chosen) {
  process.stdout.write(`\n== ${step.name}\n`);
  const began = Date.now();
  isGreen = await step.run().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return false;
  });
  const totals = step.totals?.();
  sum.passed += totals?.passed ?? 0;
  sum.failed += totals?.failed ?? 0;
  const count = totals ? `${totals.passed} passed, ${totals.failed} failed` : isGreen ? 'ok' : 'failed';
  took.push(
    `${step.name.padEnd(9)} ${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${count}`,
  );
  if (!isGreen) break;
}
// A check that is no test still counts as one failure, so that the last line never looks green over a red run.
if (!isGreen && sum.failed === 0) sum.failed = 1;
process.stdout.write(`\n${took.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed\n`);
process.exit(isGreen && sum.failed === 0 ? 0 : 1);

function tool(name: string, args: string[], onOutput?: (text: string) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      stdio: ['ignore', onOutput ? 'pipe' : 'inherit', 'inherit'],
      // Tests of Kubernetes run on the sandbox here, never on a cluster that somebody's shell happens to name.
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', KUBECONFIG: '' },
    });
    child.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk);
      onOutput?.(String(chunk));
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function vitest(name: string, projects: string[]): Promise<boolean> {
  const reports = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(RESULTS, `${name}.json`)}`,
  ];
  return tool('vitest', ['run', ...projects.flatMap((project) => ['--project', project]), ...reports]);
}

function vitestTotals(name: string): Totals {
  const Report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
  const report = Report.safeParse(readReport(`${name}.json`));
  return report.success
    ? { passed: report.data.numPassedTests, failed: report.data.numFailedTests }
    : { passed: 0, failed: 1 };
}

async function vectors(): Promise<boolean> {
  if (!existsSync(VECTORS)) return true;
  return tool('node', ['e2e/vectors/run.ts'], (text) => {
    vectorLines += text;
  });
}

function vectorTotals(): Totals {
  const totals: Totals = { passed: 0, failed: 0 };
  for (const [, passed, failed] of vectorLines.matchAll(/^\w+: (\d+) passed, (\d+) failed$/gm)) {
    totals.passed += Number(passed);
    totals.failed += Number(failed);
  }
  return totals;
}

function browserTotals(): Totals {
  const Report = z.object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  });
  const report = Report.safeParse(readReport('browser.json'));
  if (!report.success) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.data.stats;
  return { passed: expected, failed: unexpected + flaky };
}

function readReport(file: string): unknown {
  const path = join(RESULTS, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
