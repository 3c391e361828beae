import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const PORTS_OF_A_CLUSTER = 4;

/** A running cluster: where its kubeconfig lies, and how to end it (which deletes its files). */
export interface Cluster {
  kubeconfig: string;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Nodes played by kwok: pods become Running and Ready, no container exists. */
  simulated?: number;
  /** One real node (Linux and root): containers, probes, logs, exec. */
  node?: boolean;
}

/**
 * Starts a real Kubernetes control plane in a temporary folder, building it first where that was never done
 * (several minutes). Undefined, with the reason printed, where this machine cannot have one.
 *
 * @throws when the control plane was built but does not become ready.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster | undefined> {
  const reason = await whyNot(options);
  if (reason) {
    console.log(`No real cluster: ${reason}`);
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'foredeck-cluster-'));
  const mode = options.node
    ? ['--node']
    : options.simulated
      ? ['--simulated', String(options.simulated)]
      : [];
  const port = process.env.CLUSTER_PORT ?? String(await freePort());
  const down = async () => {
    await run(join(here, 'down.sh'), [folder, '--purge']);
  };
  try {
    const kubeconfig = await up([folder, ...mode], { ...process.env, CLUSTER_PORT: port });
    return { kubeconfig, stop: down };
  } catch (error) {
    await down();
    throw error;
  }
}

async function whyNot({ node }: ClusterOptions): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'it needs Linux.';
  if (node && process.getuid?.() !== 0) return 'a real node needs root.';
  const bin =
    process.env.CLUSTER_BIN ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'foredeck-cluster');
  const built = existsSync(join(bin, 'kube-apiserver')) && (!node || existsSync(join(bin, 'agnhost')));
  if (built && existsSync(join(bin, 'kwok-stages.yaml'))) return undefined;
  for (const tool of ['go', 'gcc']) {
    const found = await run(tool, tool === 'go' ? ['version'] : ['--version']).then(
      () => true,
      () => false,
    );
    if (!found) return `${tool} is not installed, and the control plane is built with it.`;
  }
  return undefined;
}

/** Runs up.sh, its progress on our stderr; resolves to the kubeconfig's path that it prints last. */
function up(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(here, 'up.sh'), args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const kubeconfig = output.trim().split('\n').at(-1);
      if (code === 0 && kubeconfig) resolve(kubeconfig);
      else
        reject(new Error(`The control plane did not start (up.sh ended with ${code}); its words are above.`));
    });
  });
}

/** A port whose three lower neighbors are free too: up.sh uses them for etcd and kwok. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const last = 20_000 + Math.floor(Math.random() * 10_000);
    const ports = Array.from({ length: PORTS_OF_A_CLUSTER }, (_, index) => last - index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return last;
  }
  throw new Error('Found no four free ports in a row between 20000 and 30000; set CLUSTER_PORT.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
