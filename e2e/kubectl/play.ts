import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { normalize, type Surroundings } from './normalize.ts';
import type { Scenario, Step } from './scenario.ts';
import { words } from './words.ts';

/** A cluster as the scenarios see it. */
export interface Target extends Surroundings {
  kubectl: string;
  kubeconfig: string;
  /** Folder for kubectl's copies of the API's description, which must not mix between clusters. */
  cache: string;
}

/** What came of one command, normalized. The exit code is null where the command was ended by us. */
export interface Outcome {
  exit: number | null;
  stdout: string;
  stderr: string;
}

const LIMIT_MS = 60_000;
/** A watch gives no sign of having begun. */
const WATCH_STANDS_MS = 1500;

/** Asks a cluster for what its words have to be normalized by. */
export async function targetOf(kubectl: string, kubeconfig: string, cache: string): Promise<Target> {
  const bare: Target = { kubectl, kubeconfig, cache, nodes: [], server: 'https://unknown.invalid' };
  const server = await execute(
    bare,
    words("config view --minify -o jsonpath='{.clusters[0].cluster.server}'"),
  );
  const nodes = await execute(bare, words("get nodes -o jsonpath='{.items[*].metadata.name}'"));
  if (nodes.exit !== 0) throw new Error(`The cluster of ${kubeconfig} does not answer: ${nodes.stderr}`);
  return { ...bare, server: server.stdout.trim(), nodes: nodes.stdout.split(' ').filter(Boolean) };
}

/** The namespace that a scenario has for itself. */
export function namespaceOf(scenario: Scenario): string {
  return `k-${scenario.id}`;
}

/** Makes the scenario's namespace and waits until pods may be created in it. */
export async function prepare(target: Target, scenario: Scenario): Promise<void> {
  const namespace = namespaceOf(scenario);
  const manifest = `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}}\n`;
  const made = await execute(target, ['create', '-f', '-'], { stdin: manifest });
  if (made.exit !== 0) throw new Error(`Namespace ${namespace}: ${made.stderr}`);
  for (let attempt = 0; attempt < 10; attempt++) {
    const found = await execute(target, ['get', 'serviceaccount', 'default', '-n', namespace]);
    if (found.exit === 0) return;
    await sleep(100);
  }
}

/** Removes the scenario's namespace without waiting for it to be gone. */
export async function cleanUp(target: Target, scenario: Scenario): Promise<void> {
  await execute(target, ['delete', 'namespace', namespaceOf(scenario), '--wait=false', '--ignore-not-found']);
}

/** Runs one step and normalizes what it said. */
export async function playStep(target: Target, scenario: Scenario, step: Step): Promise<Outcome> {
  const namespace = namespaceOf(scenario);
  const fill = (text: string) => text.replaceAll('{ns}', namespace);
  const ended = new AbortController();
  const running = execute(target, ['--namespace', namespace, ...words(fill(step.run))], {
    stdin: step.stdin === undefined ? undefined : fill(step.stdin),
    env: step.env,
    until: step.forMs === undefined ? undefined : ended.signal,
  });
  if (step.forMs !== undefined) {
    await sleep(WATCH_STANDS_MS);
    for (const other of step.meanwhile ?? []) await playStep(target, scenario, other);
    await sleep(step.forMs);
    ended.abort();
  }
  const { exit, stdout, stderr } = await running;
  return {
    exit,
    stdout: arrange(normalize(stdout, target), step),
    stderr: arrange(normalize(stderr, target), step),
  };
}

function arrange(text: string, { compare }: Step): string {
  if (compare === 'sorted') return [...new Set(text.split('\n'))].sort().join('\n');
  if (compare === 'last') return text.split('\n').at(-1) ?? '';
  return compare === 'exit' || compare === 'nothing' ? '' : text;
}

interface ExecuteOptions {
  stdin?: string;
  env?: Record<string, string>;
  /** Ends the command, whose exit code then does not count. */
  until?: AbortSignal | undefined;
}

/** Runs kubectl and gathers its words as they are. */
function execute(target: Target, args: string[], options: ExecuteOptions = {}): Promise<Outcome> {
  const { kubectl, kubeconfig, cache } = target;
  return new Promise((resolve, reject) => {
    const child = spawn(kubectl, args, {
      env: {
        ...process.env,
        HOME: cache,
        KUBECONFIG: kubeconfig,
        KUBECACHEDIR: cache,
        LC_ALL: 'C',
        TZ: 'UTC',
        ...options.env,
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    options.until?.addEventListener('abort', () => child.kill('SIGTERM'));
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exit: options.until ? null : code, stdout, stderr });
    });
    child.stdin.on('error', () => {}); // a command may end without reading what we wrote
    child.stdin.end(options.stdin ?? '');
  });
}
