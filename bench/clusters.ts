/**
 * npm run bench:clusters: P3, the clusters view of an application while its account holds 10,000 pods, beside a raw LIST of
 * the same kinds; P4, from a pod's change to an answer that shows it: change, live event, refetch.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { kubectlPath } from '../e2e/kubectl/binary.ts';
import { percentile } from './engine-world.ts';
import { openEvents } from './events.ts';
import { fillCluster } from './fill-cluster.ts';
import { type Kubectl, kubectlFor } from './kubectl.ts';
import { startFreshProduct } from './product.ts';
import { machine, tell } from './report.ts';
import { median, spread } from './statistics.ts';

const PODS = Number(process.env.BENCH_PODS ?? 10_000);
const REQUESTS = 100;
const LISTS = 5;
const CHANGES = 25;
const NAMESPACE = 'staging';
const APPLICATION = 'fleet-0';
const KINDS = [
  ['api/v1', 'pods'],
  ['api/v1', 'services'],
  ['apis/apps/v1', 'deployments'],
  ['apis/apps/v1', 'replicasets'],
  ['apis/apps/v1', 'statefulsets'],
  ['apis/apps/v1', 'daemonsets'],
] as const;

const View = z.object({
  clusters: z.array(
    z.object({
      ready: z.number(),
      serverGroups: z.array(z.object({ instances: z.array(z.object({ name: z.string() })).default([]) })),
    }),
  ),
});
const Kubeconfig = z.object({ clusters: z.array(z.object({ cluster: z.object({ server: z.string() }) })) });

console.log(machine());
const product = await startFreshProduct();
try {
  const { kubeconfig } = product;
  const kubectl = kubectlFor(await kubectlPath(), kubeconfig);
  await product.api('POST', '/applications', { name: APPLICATION, permissions: {} });
  await untilThere(kubeconfig);
  await fillCluster({ kubectl, kubeconfig, namespace: NAMESPACE, pods: PODS });
  await untilAllShown();
  await reading(kubectl, serverOf(kubeconfig));
  await changing(serverOf(kubeconfig));
} finally {
  await product.stop();
}

async function reading(kubectl: Kubectl, server: string): Promise<void> {
  const lists: number[] = [];
  const raw: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < LISTS; round++) {
    lists.push(
      await timed(() =>
        kubectl.run(['get', KINDS.map(([, kind]) => kind).join(','), '-n', NAMESPACE, '-o', 'json']),
      ),
    );
    raw.push(await timed(() => rawLists(server)));
    // As many, and no faster than a person's screens ask: the API refuses a script that went wild.
    for (let request = 0; request < REQUESTS / LISTS; request++) {
      ours.push(await timed(view));
      await sleep(20);
    }
  }
  const against = (what: string, values: number[]) =>
    `${what} ${spread(values, 's')}: ${(median(ours) / median(values)).toFixed(3)} x`;
  tell({
    id: 'P3',
    what: `clusters view, ${PODS.toLocaleString('en')} pods in the account`,
    measured: `p50 ${percentile(ours, 0.5).toFixed(0)} ms, p95 ${percentile(ours, 0.95).toFixed(0)} ms`,
    bar: 'p95 50 ms, 0.05 x',
    against: `${against('kubectl get -o json', lists)}; ${against('raw HTTP LISTs, parsed,', raw)}`,
  });
}

async function rawLists(server: string): Promise<void> {
  for (const [group, kind] of KINDS) {
    const response = await fetch(`${server}/${group}/namespaces/${NAMESPACE}/${kind}`);
    await response.json();
  }
}

async function changing(server: string): Promise<void> {
  const times: number[] = [];
  const heard: number[] = [];
  let onChange = () => {};
  const headers = product.headers();
  const { url } = product;
  const events = await openEvents({ url, headers, application: APPLICATION, onChange: () => onChange() });
  try {
    await sleep(3000);
    for (let change = 0; change < CHANGES; change++) {
      const pod = namesIn(await view())[change];
      if (!pod) throw new Error('The view shows no pods.');
      const begun = performance.now();
      let isHeard = false;
      const shown = new Promise<number>((resolve, reject) => {
        onChange = () => {
          if (!isHeard) heard.push(performance.now() - begun);
          isHeard = true;
          view().then((answer) => {
            if (!namesIn(answer).includes(pod)) resolve(performance.now() - begun);
          }, reject);
        };
      });
      await fetch(`${server}/api/v1/namespaces/${NAMESPACE}/pods/${pod}?gracePeriodSeconds=0`, {
        method: 'DELETE',
      });
      times.push(await shown);
      onChange = () => {};
      // Until its successor runs and the stream is quiet.
      await sleep(1500);
    }
  } finally {
    events.close();
  }
  const both = (values: number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(0)} ms, p95 ${percentile(values, 0.95).toFixed(0)} ms`;
  tell({
    id: 'P4',
    what: `a pod is deleted -> the refetched answer shows it, ${PODS.toLocaleString('en')} pods`,
    measured: both(times),
    bar: 'p95 500 ms',
    against: `its live event alone: ${both(heard)}; ${CHANGES} changes`,
  });
}

async function view(): Promise<z.infer<typeof View>> {
  return View.parse(await product.api('GET', `/applications/${APPLICATION}/clusters`));
}

function namesIn(answer: z.infer<typeof View>): string[] {
  return answer.clusters.flatMap((cluster) =>
    cluster.serverGroups.flatMap((group) => group.instances.map((instance) => instance.name)),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function serverOf(kubeconfig: string): string {
  const [first] = Kubeconfig.parse(parse(readFileSync(kubeconfig, 'utf8'))).clusters;
  if (!first) throw new Error('The sandbox has no address.');
  return first.cluster.server;
}

/** The sandbox writes its kubeconfig when it is up. */
async function untilThere(kubeconfig: string): Promise<void> {
  for (;;) {
    try {
      return void (await fetch(`${serverOf(kubeconfig)}/version`));
    } catch {
      await sleep(100);
    }
  }
}

async function untilAllShown(): Promise<void> {
  const wanted = Math.ceil(PODS / 20);
  for (;;) {
    const { clusters } = await view();
    if (clusters.reduce((sum, cluster) => sum + cluster.ready, 0) >= wanted) return;
    await sleep(500);
  }
}
