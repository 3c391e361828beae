import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ClusterClient,
  createClient,
  kubernetesOperations,
  loadKubeconfig,
  type ObjectRef,
  type StabilityReport,
} from '#lib/kubernetes/index.ts';

/** The cluster a suite runs on. `pods`: what becomes of them, since a simulated node starts every image. */
export type ClusterUnderTest = {
  client: ClusterClient;
  kubeconfig: string;
  pods: 'sandbox' | 'simulated' | 'real';
  /** A fresh namespace; all of them go when the cluster is closed. */
  namespace(): Promise<string>;
  close(): Promise<void>;
};

/** Opens `$KUBECONFIG`, or a sandbox in memory where it is not set: the suite is the same code on both. */
export async function openCluster(): Promise<ClusterUnderTest> {
  const path = process.env.KUBECONFIG;
  const sandbox = path ? undefined : await startedSandbox();
  const kubeconfig = path ? readFileSync(path, 'utf8') : (sandbox?.kubeconfig ?? '');
  const config = loadKubeconfig(path ? { source: 'file', path } : { source: 'inline', kubeconfig });
  const client = createClient('test', config);
  const made: string[] = [];
  return {
    client,
    kubeconfig,
    pods: sandbox ? 'sandbox' : await kindOfNodes(client),
    namespace: async () => {
      const name = `suite-${randomBytes(4).toString('hex')}`;
      await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      made.push(name);
      return name;
    },
    close: async () => {
      await Promise.allSettled(made.map((name) => client.delete({ kind: 'Namespace', name })));
      await client.close();
      await sandbox?.stop();
    },
  };
}

// Loaded only where it is the cluster under test: on a real one the suite shows nothing about the sandbox.
async function startedSandbox() {
  const { startSandbox } = await import('#lib/sandbox/index.ts');
  return startSandbox();
}

async function kindOfNodes(client: ClusterClient): Promise<'simulated' | 'real'> {
  const { items } = await client.list({ kind: 'Node' });
  const isSimulated = items.every((node) => node.metadata.annotations?.['kwok.x-k8s.io/node'] !== undefined);
  return isSimulated ? 'simulated' : 'real';
}

/** Waits for a rollout to end, one way or the other. Throws with the last messages when it does not. */
export async function settled(
  client: ClusterClient,
  refs: readonly ObjectRef[],
  longestMs = 45_000,
): Promise<StabilityReport> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    const report = await kubernetesOperations.checkStability({ client, refs });
    if (report.state !== 'waiting') return report;
    if (Date.now() > deadline) throw new Error(`still waiting: ${report.messages.join('; ')}`);
    await sleep(100);
  }
}

/** Waits until something holds; the answer is what `probe` found. */
export async function until<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  what: string,
  longestMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}
