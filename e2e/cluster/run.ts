import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './cluster.ts';

/**
 * npm run test:cluster [-- --simulated N | --node | --sandbox] [-- COMMAND...]
 *
 * Runs the Kubernetes suite, or COMMAND with KUBECONFIG set, on `$KUBECONFIG`; without one on a real control plane with
 * simulated nodes (or one real node), which lives as long as the run; the suite alone also on the sandbox, where this
 * machine cannot have a cluster. Ends with the totals, and with the command's exit code.
 */
const args = process.argv.slice(2);
const split = args.indexOf('--');
const options = split < 0 ? args : args.slice(0, split);
const command = split < 0 ? [] : args.slice(split + 1);
const isSuite = command.length === 0;
const root = join(import.meta.dirname, '../..');

const given = options.includes('--sandbox') ? undefined : process.env.KUBECONFIG;
const cluster = given || options.includes('--sandbox') ? undefined : await startCluster(clusterOptions());
const kubeconfig = given || cluster?.kubeconfig;
const place = given ? '$KUBECONFIG' : cluster ? 'a real control plane' : 'the sandbox';

if (isSuite) {
  console.log(`The Kubernetes suite runs on ${place}.`);
  process.exitCode = await suite();
} else if (kubeconfig) {
  const [program = '', ...rest] = command;
  process.exitCode = await run(program, rest);
}
await cluster?.stop();

function clusterOptions() {
  if (options.includes('--node')) return { node: true };
  const at = options.indexOf('--simulated');
  return { simulated: at < 0 ? 3 : Number(options[at + 1]) };
}

/** The operations of lib/kubernetes by themselves, then public manifests by pipelines of the whole worker. */
async function suite(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'foredeck-suite-'));
  const report = join(folder, 'report.json');
  const code = await run(join(root, 'node_modules/.bin/vitest'), [
    'run',
    ...['--project', 'cluster', '--project', 'db'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...['e2e/kubernetes', 'lib/worker/real-manifests'],
  ]);
  const { numPassedTests = 0, numFailedTests = 1 } = read(report);
  rmSync(folder, { recursive: true });
  console.log(`Kubernetes suite on ${place}: ${numPassedTests} passed, ${numFailedTests} failed`);
  return code;
}

function read(report: string): { numPassedTests?: number; numFailedTests?: number } {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    // Vitest ended before it could report: the exit code tells.
    return {};
  }
}

function run(program: string, words: string[]): Promise<number> {
  const child = spawn(program, words, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KUBECONFIG: kubeconfig ?? '' },
  });
  // The child gets Ctrl-C from the terminal itself; we stay to stop the cluster.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
