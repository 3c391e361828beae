/**
 * npm run bench:footprint: P7, `foredeck up` on a built tree until the sign-in page answers, with an empty database and
 * with its data there; P6, the memory of all its processes, PostgreSQL and the sandbox cluster included: idle, and with
 * 10,000 pods in its account.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kubectlPath } from '../e2e/kubectl/binary.ts';
import { fillCluster } from './fill-cluster.ts';
import { kubectlFor } from './kubectl.ts';
import { memoryOf, told } from './memory.ts';
import { needBuild, newHome, type Product, startProduct } from './product.ts';
import { machine, tell } from './report.ts';
import { spread } from './statistics.ts';

const ROUNDS = Number(process.env.BENCH_STARTS ?? 3);
const IDLE_MS = Number(process.env.BENCH_IDLE_MS ?? 60_000);
const PODS = Number(process.env.BENCH_PODS ?? 10_000);

console.log(machine());
await needBuild();
await starts();
await memory();

async function starts(): Promise<void> {
  const empty: Product[] = [];
  const warm: Product[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const home = newHome();
    try {
      for (const starts of [empty, warm]) {
        const product = await startProduct(home);
        starts.push(product);
        await product.stop();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }
  tellStarts('up, data there', '5 s', warm);
  tellStarts('up, empty database', '10 s', empty);
}

function tellStarts(what: string, bar: string, starts: readonly Product[]): void {
  const times = starts.map((start) => start.startedInMs);
  const cpu = starts.map((start) => start.startedWithCpuMs);
  const measured = `${spread(times, 's')}, of CPU ${spread(cpu, 's')}`;
  tell({ id: 'P7', what, measured, bar, against: `${starts.length} starts` });
}

async function memory(): Promise<void> {
  const home = newHome();
  const product = await startProduct(home);
  try {
    await looksAround(product, 'podinfo');
    await sleep(IDLE_MS);
    const line = { id: 'P6', against: 'stock Spinnaker asks for 10.5 GiB' };
    tell({ ...line, what: 'memory, idle', measured: told(memoryOf(product.pid)), bar: '600 MB' });
    const { kubeconfig } = product;
    const kubectl = kubectlFor(await kubectlPath(), kubeconfig);
    await fillCluster({ kubectl, kubeconfig, namespace: 'staging', pods: PODS });
    await product.api('POST', '/applications', { name: 'fleet-0', permissions: {} });
    await looksAround(product, 'fleet-0');
    await sleep(IDLE_MS);
    const what = `memory, ${PODS.toLocaleString('en')} pods`;
    tell({ ...line, what, measured: told(memoryOf(product.pid)), bar: '1,024 MB' });
  } finally {
    await product.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Idle is not untouched: the pages and lists that a person opens first have been open. */
async function looksAround(product: Product, application: string): Promise<void> {
  const pages = ['/', '/applications', `/applications/${application}/clusters`, '/approvals', '/accounts'];
  for (const page of pages) {
    const response = await fetch(`${product.url}${page}`, { headers: product.headers() });
    await response.text();
  }
  for (const path of ['/applications', `/applications/${application}/clusters`, '/executions', '/accounts'])
    await product.api('GET', path);
}
